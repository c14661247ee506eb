export { readInspection } from "./inspection-message.ts";
export type {
  ActorMessage,
  EventMessage,
  InspectionMessage,
  ReadInspection,
  SeenEvent,
  SeenSnapshot,
  SnapshotMessage,
} from "./inspection-message.ts";
export { actorOf, definitionOf, emptySession } from "./inspection-session.ts";
export type {
  InspectedActor,
  InspectionSession,
  LogEntry,
  SessionLimits,
} from "./inspection-session.ts";
export { receive } from "./receive.ts";
export { actorTree } from "./actor-tree.ts";
export type { ActorBranch } from "./actor-tree.ts";
export { liveSession } from "./live-session.ts";
export type { LiveSession } from "./live-session.ts";
export { receiveInspection } from "./receive-inspection.ts";
export type { Receiver, ReceivingOptions, ReceivingWindow } from "./receive-inspection.ts";
export { sequenceOf } from "./sequence.ts";
export type { SequenceOptions } from "./sequence.ts";
export { stateText } from "./sequence-entry.ts";
export type { Lifeline, SequenceDiagram, SequenceStep } from "./sequence-diagram.ts";
export type { Json } from "./bounded-json.ts";
export type { InspectedClient, InspectorUpdate } from "../endpoint/inspected-client.ts";

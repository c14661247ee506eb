import {
  actorOf,
  stateText,
  type InspectionSession,
  type LogEntry,
} from "@tenure/inspector/session";

import { Moment } from "../design/moment.tsx";
import { ValueTree } from "../design/value-tree.tsx";

interface EventTableProps {
  readonly session: InspectionSession;
  readonly marked: number | undefined;
  readonly onMark: (number: number) => void;
}

const mostShown = 200;

const whatOf = (entry: LogEntry): string => {
  switch (entry.kind) {
    case "created":
      return "comes to be";
    case "event":
      return entry.event.type;
    case "state":
      return [stateText(entry.value), entry.status === "active" ? "" : entry.status]
        .filter((part) => part !== "")
        .join(", ");
  }
};

const kinds: Readonly<Record<LogEntry["kind"], string>> = {
  created: "actor",
  event: "event",
  state: "state",
};

/** What passed between actors, newest first, each event in full when it is asked for. */
export function EventTable({ session, marked, onMark }: EventTableProps) {
  const nameOf = (id: string | null): string =>
    id === null ? "outside" : (actorOf(session, id)?.name ?? id);
  const entries = session.log.slice(-mostShown).toReversed();
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls
    <div className="event-table" tabIndex={0} role="group" aria-label="Table of events">
      <table>
        <thead>
          <tr>
            <th scope="col">No.</th>
            <th scope="col">Kind</th>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col">What</th>
            <th scope="col">When</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => {
            const [from, to] =
              entry.kind === "event"
                ? [nameOf(entry.from), nameOf(entry.to)]
                : [entry.kind === "created" ? nameOf(entry.parent) : "", nameOf(entry.actor)];
            return (
              <tr key={entry.number} aria-current={entry.number === marked ? "true" : undefined}>
                <td>
                  <button type="button" onClick={() => onMark(entry.number)}>
                    <span className="unseen">Mark entry </span>
                    {entry.number}
                  </button>
                </td>
                <td className="soft">{kinds[entry.kind]}</td>
                <td>{from}</td>
                <td>{to}</td>
                <td>
                  {entry.kind === "event" ? (
                    <details>
                      <summary>
                        <code>{whatOf(entry)}</code>
                      </summary>
                      <ValueTree value={entry.event} />
                    </details>
                  ) : (
                    <span className="soft">{whatOf(entry)}</span>
                  )}
                </td>
                <td className="faint">{entry.at !== null && <Moment at={entry.at} />}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

import { type InspectionMessage, readInspection } from "./inspection-message.ts";

/** What is needed of a window; the page's own `window` is one. */
export interface ReceivingWindow {
  readonly opener: unknown;
  readonly parent: unknown;
  addEventListener(type: "message", listener: (event: WindowMessage) => void): void;
  removeEventListener(type: "message", listener: (event: WindowMessage) => void): void;
}

interface WindowMessage {
  readonly data: unknown;
  readonly source: unknown;
  readonly origin: string;
}

interface Sender {
  postMessage(message: unknown, targetOrigin: string): void;
}

export interface ReceivingOptions {
  readonly window: ReceivingWindow;
  readonly onMessage: (message: InspectionMessage) => void;
  /** The sender says that it ends. */
  readonly onEnd?: () => void;
  /** A message that is none of the protocol, with what is wrong. */
  readonly onRefused?: (reason: string) => void;
  /** From which origins messages are taken. Default: from whatever the sender's is. */
  readonly origins?: readonly string[];
}

/** How a page listens. */
export interface Receiver {
  /** False when nobody opened this page, and it is in no frame: then nothing can come. */
  readonly hasSender: boolean;
  stop(): void;
}

const isSender = (value: unknown): value is Sender =>
  typeof value === "object" &&
  value !== null &&
  "postMessage" in value &&
  typeof value.postMessage === "function";

/** Who opened the page as a window, or else holds it in a frame. */
function senderOf(window: ReceivingWindow): Sender | undefined {
  if (window.parent !== window && isSender(window.parent)) return window.parent;
  return isSender(window.opener) ? window.opener : undefined;
}

const typeOf = (data: unknown): unknown =>
  typeof data === "object" && data !== null && "type" in data ? data.type : undefined;

/**
 * Listens, in a page that `createBrowserInspector` opened as its `url` or put into a frame, or that the
 * page of `createInspectorServer` holds: says that it is there, as the protocol has it, and takes the
 * messages that come from there, and from nowhere else.
 */
export function receiveInspection(options: ReceivingOptions): Receiver {
  const { window, onMessage, onEnd, onRefused, origins } = options;
  const sender = senderOf(window);
  function take({ data, source, origin }: WindowMessage): void {
    if (sender === undefined || source !== sender) return;
    if (origins !== undefined && !origins.includes(origin)) return;
    if (typeOf(data) === "@statelyai.disconnected") {
      onEnd?.();
      return;
    }
    const read = readInspection(data);
    if (read.type === "message") onMessage(read.message);
    if (read.type === "refused") onRefused?.(read.reason);
  }
  window.addEventListener("message", take);
  // The page cannot know the sender's origin yet, and says nothing but that it is there.
  sender?.postMessage({ type: "@statelyai.connected" }, "*");
  return {
    hasSender: sender !== undefined,
    stop: () => window.removeEventListener("message", take),
  };
}

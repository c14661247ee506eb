/** How the platform points at another object. */
export interface Reference {
  readonly id: string;
  readonly name: string;
}

interface EventStamp {
  readonly at: string;
}

/** When a document was made and last written. */
export interface Events {
  readonly created: EventStamp;
  readonly updated: EventStamp;
}

/** A count of each thing the robot can do, all at nothing. */
export function noMoves() {
  return {
    purchase: 0,
    draft: 0,
    validate: 0,
    submit: 0,
    discard: 0,
    answer: 0,
    change: 0,
    "planned-change": 0,
    suspend: 0,
    resume: 0,
    cancel: 0,
    revoke: 0,
    wait: 0,
  };
}

export type RobotMove = keyof ReturnType<typeof noMoves>;

/** As much of a subscription as decides what a buyer may do with it. */
export interface Situation {
  readonly status: string;
  /** The request in progress, and whether this robot has had it validated. */
  readonly request?: {
    readonly type: string;
    readonly status: string;
    readonly validated: boolean;
  };
}

/** What can be done, with how likely each is. */
export type Chances<M> = readonly (readonly [M, number])[];

const OF_STATUS: Readonly<Record<string, Chances<RobotMove>>> = {
  active: [
    ["change", 10],
    ["planned-change", 2],
    ["suspend", 4],
    ["cancel", 2],
  ],
  suspended: [
    ["resume", 6],
    ["cancel", 1],
  ],
};

/** What a buyer could do with a subscription, with how likely each is; nothing when there is only waiting. */
export function movesFor({ status, request }: Situation): Chances<RobotMove> {
  if (request === undefined) return OF_STATUS[status] ?? [];
  if (request.status === "inquiring") return [["answer", 1]];
  if (request.status === "scheduled") {
    return [
      ["revoke", 1],
      ["wait", 2],
    ];
  }
  if (request.status !== "draft") return [];
  return request.validated
    ? [
        ["submit", 5],
        ["discard", 1],
      ]
    : [["validate", 1]];
}

/** One of some moves, by their chances; undefined when there is none. */
export function chosenMove<M>(chances: Chances<M>, random: () => number): M | undefined {
  const total = chances.reduce((sum, [, chance]) => sum + chance, 0);
  let left = random() * total;
  for (const [move, chance] of chances) {
    left -= chance;
    if (left < 0) return move;
  }
  return undefined;
}

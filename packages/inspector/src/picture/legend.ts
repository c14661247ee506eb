import type { ChartVocabulary } from "../chart-graph.ts";
import { type Line, wordsOf } from "./words.ts";

const separator = wordsOf("·", "prose");

/** What an action is called, and what becomes of it. */
const actions: Readonly<Record<ChartVocabulary, Line>> = {
  tenure: [...wordsOf("/ effect", "effect"), ...wordsOf("is asked for", "prose")],
  plain: [...wordsOf("/ action", "effect"), ...wordsOf("is run", "prose")],
};

const signsOf = (vocabulary: ChartVocabulary): readonly Line[] => [
  [
    ...wordsOf("[guard]", "guard"),
    ...wordsOf("has to hold", "prose"),
    ...separator,
    ...actions[vocabulary],
    ...separator,
    ...wordsOf("→ state", "arrow"),
    ...wordsOf("is entered inside the box or dashed frame an arrow ends at", "prose"),
  ],
  [
    ...wordsOf("↘", "arrow"),
    ...wordsOf("also entered so from any state of its region", "prose"),
    ...separator,
    ...wordsOf("below a dotted line: without leaving the state", "prose"),
  ],
];

const colors: Readonly<Record<ChartVocabulary, Line>> = {
  tenure: [
    ...wordsOf("Events by color:", "prose"),
    ...wordsOf("the platform shows it", "platform"),
    ...separator,
    ...wordsOf("an answer is given", "vendor"),
    ...separator,
    ...wordsOf("somebody asks for it", "command"),
    ...separator,
    ...wordsOf("an operator decides", "operator"),
    ...separator,
    ...wordsOf("the engine reports it", "engine"),
  ],
  plain: [
    ...wordsOf("Events by color:", "prose"),
    ...wordsOf("sent", "event"),
    ...separator,
    ...wordsOf("by itself: time, an end, an actor", "engine"),
  ],
};

/** What colors and signs of a picture mean. */
export const legendOf = (vocabulary: ChartVocabulary): readonly Line[] => [
  colors[vocabulary],
  ...signsOf(vocabulary),
];

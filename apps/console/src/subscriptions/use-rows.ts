import { useEffect, useState, useSyncExternalStore } from "react";

import type { Subscription, SubscriptionPage } from "../service/answers.ts";
import { get } from "../service/request.ts";
import { useLiveChanges, useLiveState } from "../service/use-live-changes.ts";
import { fits } from "./fits.ts";
import { PagedRows, type RowsState } from "./paged-rows.ts";
import { questionText, type Question } from "./question.ts";

export type Rows = PagedRows<Subscription>;

const pageSize = 200;
const pagesKept = 12;
const pagesLaidOut = 100;
/** A question is asked when nobody has changed it for so long. */
const settlesAfter = 150;

/** The rows of one question. */
export interface Reading {
  /** The question's, as it stands in an address. */
  readonly text: string;
  readonly rows: Rows;
}

function readingOf(question: Question, callerTenant: string): Reading {
  const rows = new PagedRows<Subscription>({
    pageSize,
    pagesKept,
    pagesLaidOut,
    read: async (after, limit, signal) =>
      get<SubscriptionPage>(`/subscriptions${questionText(question, { after, limit })}`, signal),
    fits: (subscription) => fits(subscription, question, callerTenant),
  });
  return { text: questionText(question), rows };
}

/** What was read last: whoever comes back from a subscription finds the table where it was. */
let last: Reading | undefined;

function opened(question: Question, callerTenant: string): Reading {
  if (last?.text === questionText(question)) last.rows.refresh();
  else last = readingOf(question, callerTenant);
  return last;
}

/** The rows for a question, a moment after it was asked, followed as they change. */
export function useReading(question: Question, callerTenant: string): Reading {
  const [reading, setReading] = useState(() => opened(question, callerTenant));
  const text = questionText(question);

  useEffect(() => {
    if (text === reading.text) return undefined;
    const timer = setTimeout(() => setReading(opened(question, callerTenant)), settlesAfter);
    return () => clearTimeout(timer);
    // oxlint-disable-next-line react/exhaustive-deps -- questions are the same whose texts are
  }, [text, reading, callerTenant]);

  const { rows } = reading;
  useEffect(() => () => rows.stop(), [rows]);
  useLiveChanges((changes) =>
    rows.take(changes.flatMap(({ subscription }) => (subscription === null ? [] : [subscription]))),
  );

  const isLive = useLiveState() === "live";
  useEffect(() => {
    // What changed until now was not heard of.
    if (isLive) rows.refresh();
  }, [isLive, rows]);

  return reading;
}

export const useRowsState = (rows: Rows): RowsState =>
  useSyncExternalStore(rows.subscribe, rows.state);

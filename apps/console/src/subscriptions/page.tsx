import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useSearchParams } from "wouter";

import { Button } from "../design/button.tsx";
import { Empty } from "../design/empty.tsx";
import { ProblemNotice } from "../design/notice.tsx";
import { numberText } from "../design/words.ts";
import type { Counts } from "../service/answers.ts";
import { get } from "../service/request.ts";
import { useCaller } from "../service/use-caller.ts";
import { useStaleOnChange } from "../service/use-stale-on-change.ts";
import { Filters } from "./filters.tsx";
import { questionIn, questionText, type Question } from "./question.ts";
import { Table } from "./table.tsx";
import { useReading, useRowsState, type Rows } from "./use-rows.ts";

import "./page.css";

const countAgainAfter = 2500;

/** How many there are; undefined with a text, by which the service does not count. */
function useCount(question: Question): number | undefined {
  const text = questionText({ ...question, text: "" });
  useStaleOnChange(["count"], countAgainAfter);
  const { data } = useQuery({
    queryKey: ["count", text],
    queryFn: async ({ signal }) => get<Counts>(`/counts${text}`, signal),
    placeholderData: keepPreviousData,
  });
  return question.text.trim() === "" ? data?.total : undefined;
}

function Waiting({ rows }: { readonly rows: Rows }) {
  const { come, gone } = useRowsState(rows);
  if (come + gone === 0) return null;
  const parts = [come > 0 && `${come} new`, gone > 0 && `${gone} gone`].filter(
    (part) => part !== false,
  );
  return (
    <Button icon="reload" kind="primary" onClick={() => rows.refresh()}>
      Show {parts.join(", ")}
    </Button>
  );
}

function Outcome({ rows, isFiltered }: { readonly rows: Rows; readonly isFiltered: boolean }) {
  const { count, ahead, isEnd, problem } = useRowsState(rows);
  if (problem !== undefined)
    return <ProblemNotice problem={problem} onRetry={() => rows.retry()} />;
  if (!isEnd || count + ahead > 0) return null;
  return isFiltered ? (
    <Empty title="No subscription fits.">Take away some of the filters.</Empty>
  ) : (
    <Empty title="There is no subscription yet.">
      They come by themselves, as soon as a platform tells of one.
    </Empty>
  );
}

/** All subscriptions there are, or those that fit what the address says. */
export function SubscriptionsPage() {
  const [search, setSearch] = useSearchParams();
  const question = useMemo(() => questionIn(search), [search]);
  const caller = useCaller();
  const reading = useReading(question, caller.data?.tenant ?? "*");
  const total = useCount(question);
  const text = questionText(question);

  const narrow = (change: Partial<Question>): void => {
    // A text is one step back, however many letters it has.
    const isTyping = change.text !== undefined && question.text !== "" && change.text !== "";
    setSearch(new URLSearchParams(questionText({ ...question, ...change })), { replace: isTyping });
  };

  return (
    <div className="page subscriptions">
      <header className="page-head">
        <h1>Subscriptions</h1>
        <span className="soft" role="status">
          {total !== undefined && `${numberText(total)} ${text === "" ? "in all" : "found"}`}
        </span>
        <Waiting rows={reading.rows} />
      </header>
      <Filters
        question={question}
        onNarrow={narrow}
        onClear={() => setSearch(new URLSearchParams())}
      />
      <div className="subscriptions-table">
        <Outcome rows={reading.rows} isFiltered={text !== ""} />
        <Table rows={reading.rows} isStale={text !== reading.text} />
      </div>
    </div>
  );
}

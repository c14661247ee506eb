import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect } from "react";

import { columns, TableRow } from "./table-row.tsx";
import { useChosenRow } from "./use-chosen-row.ts";
import { useRowHeight } from "./use-row-height.ts";
import { useRowsState, type Rows } from "./use-rows.ts";
import { scrolledBefore, useSteadyScroll } from "./use-steady-scroll.ts";

import "./table.css";

const ahead = 12;
const idOf = (place: number): string => `subscription-${place}`;

interface TableProps {
  readonly rows: Rows;
  /** The rows are those of the question before: the new one's are on their way. */
  readonly isStale: boolean;
}

/** The rows on the screen, and few besides, of however many there are. */
export function Table({ rows, isStale }: TableProps) {
  const state = useRowsState(rows);
  const rowHeight = useRowHeight();
  const { scroller, hasScrolled } = useSteadyScroll(rows, rowHeight);
  const hasMore = !state.isEnd && state.problem === undefined;

  // oxlint-disable-next-line react/incompatible-library -- nothing is memoized here
  const virtual = useVirtualizer({
    count: state.count + (hasMore ? 1 : 0),
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: ahead,
    initialOffset: scrolledBefore(rows),
  });
  const items = virtual.getVirtualItems();

  useEffect(() => virtual.measure(), [virtual, rowHeight]);

  const screen = () => ({
    first: Math.floor((scroller.current?.scrollTop ?? 0) / rowHeight),
    size: Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight),
  });
  // By the screen itself: what the rows are laid out by follows it a moment later.
  useEffect(() => {
    const { first, size } = screen();
    rows.look(first, first + size);
  });
  const { chosen, press } = useChosenRow(rows, screen, (place) => virtual.scrollToIndex(place));
  const isChosenShown = items.some(({ index }) => index === chosen);
  return (
    <div
      className={isStale ? "table table-stale" : "table"}
      role="grid"
      aria-label="Subscriptions"
      aria-rowcount={state.isEnd ? state.ahead + state.count + 1 : -1}
      aria-busy={state.isLoading || isStale}
      tabIndex={0}
      aria-activedescendant={isChosenShown ? idOf(chosen ?? 0) : undefined}
      onKeyDown={press}
    >
      <div className="table-head" role="row" aria-rowindex={1}>
        {columns.map((name) => (
          <span key={name} role="columnheader">
            {name}
          </span>
        ))}
      </div>
      <div ref={scroller} className="table-scroller" role="presentation" onScroll={hasScrolled}>
        <div
          className="table-rows"
          role="rowgroup"
          style={{ blockSize: `${virtual.getTotalSize()}px` }}
        >
          {items.map(({ index, start }) => (
            <TableRow
              key={rows.at(index)?.key ?? index}
              id={idOf(index)}
              number={state.ahead + index + 1}
              top={start}
              subscription={rows.at(index)}
              isChosen={index === chosen}
              isGone={rows.isGone(rows.at(index)?.key ?? "")}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

import { drawSequence } from "@tenure/inspector/drawing";
import { sequenceOf, type InspectionSession } from "@tenure/inspector/session";
import { useEffect, useMemo, useRef } from "react";

import { needPictureStyle } from "../chart/picture-style.ts";
import { SvgPicture } from "../chart/svg-picture.tsx";

interface EventSequenceProps {
  readonly session: InspectionSession;
  /** The number of the entry that is marked. */
  readonly marked: number | undefined;
  readonly onMark: (number: number) => void;
  readonly onActor: (sessionId: string) => void;
}

/** The last events between actors as a sequence diagram. It stays at its end, unless it is scrolled away. */
export function EventSequence({ session, marked, onMark, onActor }: EventSequenceProps) {
  const canvas = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const diagram = useMemo(() => sequenceOf(session, { last: 120 }), [session]);
  const picture = useMemo(
    () =>
      drawSequence(diagram, {
        hasStyle: false,
        ...(marked !== undefined && { marked }),
      }),
    [diagram, marked],
  );
  const headHeight = Math.max(
    0,
    ...diagram.lifelines.map(({ headBox }) => headBox.y + headBox.height),
  );
  useEffect(needPictureStyle, []);
  useEffect(() => {
    if (isAtEnd.current) canvas.current?.scrollTo({ top: diagram.height });
  }, [diagram.height]);
  return (
    <div className="sequence">
      {diagram.earlier > 0 && (
        <p className="faint">{diagram.earlier} earlier ones are not drawn.</p>
      )}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- the table beside it does the same by keyboard */}
      <div
        ref={canvas}
        className="sequence-canvas"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls
        tabIndex={0}
        role="group"
        aria-label="Sequence of events"
        onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
          isAtEnd.current = scrollTop + clientHeight > scrollHeight - 24;
        }}
        onClick={({ target }) => {
          if (!(target instanceof Element)) return;
          const step = target.closest("[data-step]")?.getAttribute("data-step");
          if (typeof step === "string") onMark(Number(step));
        }}
      >
        <div className="sequence-heads" style={{ width: diagram.width, height: headHeight }}>
          {diagram.lifelines.map(({ actor, name, headBox }) => (
            <button
              key={actor ?? ""}
              type="button"
              className="sequence-head"
              title={name}
              disabled={actor === null}
              style={{ left: headBox.x, top: headBox.y, minWidth: headBox.width }}
              onClick={() => {
                if (actor !== null) onActor(actor);
              }}
            >
              {name}
            </button>
          ))}
        </div>
        <div style={{ marginBlockStart: -headHeight }}>
          <SvgPicture element={picture} />
        </div>
      </div>
    </div>
  );
}

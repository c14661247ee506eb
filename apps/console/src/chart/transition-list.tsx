import type { LaidOutTransition } from "@tenure/inspector/drawing";

interface TransitionListProps {
  readonly title: string;
  readonly transitions: readonly LaidOutTransition[];
  readonly nameOf: (id: string | null) => string;
  /** Which end of each is of interest. */
  readonly toward: "from" | "to" | "both";
  readonly onGo: (id: string) => void;
}

interface PlaceButtonProps {
  readonly id: string;
  readonly name: string;
  readonly onGo: (id: string) => void;
}

const PlaceButton = ({ id, name, onGo }: PlaceButtonProps) => (
  <button type="button" className="transition-place" title={id} onClick={() => onGo(id)}>
    {name}
  </button>
);

function Ends({
  transition: { from, to, missing },
  nameOf,
  toward,
  onGo,
}: { readonly transition: LaidOutTransition } & Pick<
  TransitionListProps,
  "nameOf" | "toward" | "onGo"
>) {
  const target =
    to === null ? (
      <span className="faint">{missing === null ? "stays" : `${missing}, which is no state`}</span>
    ) : (
      <>
        → <PlaceButton id={to} name={nameOf(to)} onGo={onGo} />
      </>
    );
  const start = <PlaceButton id={from} name={nameOf(from)} onGo={onGo} />;
  if (toward === "to") return target;
  if (toward === "from") return <>from {start}</>;
  return (
    <>
      {start} {target}
    </>
  );
}

/** Transitions, each with its guard, where it leads and what it runs. */
export function TransitionList(props: TransitionListProps) {
  const { title, transitions } = props;
  return (
    <section className="transition-list">
      <h4>
        {title} <span className="faint">{transitions.length}</span>
      </h4>
      <ul>
        {transitions.map((transition) => {
          const { from, to, event, trigger, place, words, guard, actions, description } =
            transition;
          return (
            <li key={`${from} ${trigger} ${event} ${place} ${to}`}>
              <div className="transition-line">
                <code title={event}>{words === "" ? "always" : words}</code>
                <span>
                  <Ends {...props} transition={transition} />
                </span>
              </div>
              {guard !== null && (
                <p className="faint">
                  if <em>{guard}</em>
                </p>
              )}
              {actions.length > 0 && (
                <p className="faint">
                  runs <code>{actions.join(", ")}</code>
                </p>
              )}
              {description !== "" && <p className="faint">{description}</p>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

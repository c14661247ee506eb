import type { Explanation } from "../service/subscription-answers.ts";

/** Why something is refused: the message, the capability that is missing, and the shortest way to where it is not. */
export function ExplanationText({
  explanation: { refusal, capability, way },
}: {
  readonly explanation: Explanation;
}) {
  return (
    <>
      {refusal !== undefined && (
        <p>
          {refusal.message} <code>{refusal.code}</code>
        </p>
      )}
      {capability !== undefined && (
        <p>
          Missing capability: <strong>{capability.label}</strong> <code>{capability.path}</code>
        </p>
      )}
      {way !== undefined && way.length > 0 && (
        <>
          <p>The shortest way there:</p>
          <ol className="explanation-way">
            {way.map(({ by, does, event }, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- a step may come twice
              <li key={index}>
                the {by} {does} <code>{event}</code>
              </li>
            ))}
          </ol>
        </>
      )}
    </>
  );
}

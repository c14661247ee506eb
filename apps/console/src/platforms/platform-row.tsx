import type { ReactNode } from "react";

import { Badge, type Tone } from "../design/badge.tsx";
import { Button } from "../design/button.tsx";
import type { IconName } from "../design/icon.tsx";
import { Moment } from "../design/moment.tsx";
import { words } from "../design/words.ts";
import type { Adapter } from "../service/answers.ts";
import type { PauseWanted } from "./pause-confirmation.tsx";

interface Health {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly text: string;
}

/** How it is with a platform, in a word: what keeps its work from being done comes first. */
function healthOf({ circuit, heldUntil, paused }: Adapter, at: number): Health {
  if (paused !== null) return { tone: "warn", icon: "pause", text: "paused" };
  if (circuit === "open") return { tone: "bad", icon: "alert", text: "failing" };
  if (heldUntil !== null && heldUntil > at) return { tone: "warn", icon: "clock", text: "held" };
  if (circuit === "halfOpen") return { tone: "warn", icon: "help", text: "being tried" };
  return { tone: "good", icon: "check", text: "working" };
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="platform-fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Facts({ platform, at }: Pick<PlatformRowProps, "platform" | "at">) {
  const { running, circuit, heldUntil, limits, intake } = platform;
  return (
    <dl className="platform-facts">
      <Fact name="Circuit">
        <span className={circuit === "closed" ? "" : "platform-bad"}>{words(circuit)}</span>
      </Fact>
      <Fact name="Running">
        {limits.concurrency === null
          ? `${running}, no limit`
          : `${running} of ${limits.concurrency}`}
      </Fact>
      <Fact name="Rate limit">
        {limits.ratePerSecond === null ? "none" : `${limits.ratePerSecond}/s`}
      </Fact>
      <Fact name="Held until">
        {heldUntil !== null && heldUntil > at ? <Moment at={heldUntil} /> : "not held"}
      </Fact>
      <Fact name="Called under">
        {intake.length === 0 ? "nothing" : <span className="mono">{intake.join(" ")}</span>}
      </Fact>
    </dl>
  );
}

interface PlatformRowProps {
  readonly platform: Adapter;
  readonly at: number;
  /** Undefined: the caller may not. */
  readonly onWanted: ((wanted: PauseWanted) => void) | undefined;
}

/** One platform: its circuit, its limits, and whether it is held back. */
export function PlatformRow({ platform, at, onWanted }: PlatformRowProps) {
  const { adapter, tenant, machine, paused } = platform;
  const verb = paused?.adapter === adapter ? "resume" : "pause";
  const name = verb === "resume" ? "Resume" : "Pause";
  return (
    <li className="platform">
      <div className="platform-name">
        <strong>{adapter}</strong>
        <span className="faint">
          {tenant}, {words(machine)}
        </span>
      </div>
      <div className="platform-health">
        <Badge {...healthOf(platform, at)} />
        {paused !== null && (
          <span className="soft">
            <Moment at={paused.at} />
            {paused.reason !== "" && `: ${paused.reason}`}
          </span>
        )}
      </div>
      <Facts platform={platform} at={at} />
      {onWanted !== undefined && (
        <Button
          icon={verb === "resume" ? "play" : "pause"}
          onClick={() => onWanted({ verb, adapter })}
          aria-label={`${name} ${adapter}`}
        >
          {name}
        </Button>
      )}
    </li>
  );
}

import type { ReactNode } from "react";

import { Problem } from "../service/problem.ts";
import { Button } from "./button.tsx";
import { Icon, type IconName } from "./icon.tsx";

import "./notice.css";

interface NoticeProps {
  readonly tone: "good" | "busy" | "warn" | "bad";
  readonly title: ReactNode;
  readonly children?: ReactNode;
}

const icons: Readonly<Record<NoticeProps["tone"], IconName>> = {
  good: "check",
  busy: "clock",
  warn: "alert",
  bad: "alert",
};

/** Something to know, above or in place of what it is about. */
export function Notice({ tone, title, children }: NoticeProps) {
  return (
    <div className={`notice notice-${tone}`} role={tone === "bad" ? "alert" : "status"}>
      <Icon name={icons[tone]} />
      <div className="notice-text">
        <strong>{title}</strong>
        {children !== undefined && <div>{children}</div>}
      </div>
    </div>
  );
}

interface ProblemNoticeProps {
  readonly problem: unknown;
  /** Offers to try once more. */
  readonly onRetry?: () => void;
}

/** What went wrong, with its code and what to do. */
export function ProblemNotice({ problem, onRetry }: ProblemNoticeProps) {
  const known =
    problem instanceof Problem
      ? problem
      : new Problem(
          {
            title: "The console failed",
            status: 0,
            code: "console_failed",
            detail: problem instanceof Error ? problem.message : String(problem),
          },
          { cause: problem },
        );
  return (
    <Notice
      tone="bad"
      title={
        <>
          {known.title} <code>{known.code}</code>
        </>
      }
    >
      <p>{known.detail}</p>
      {known.errors.length > 0 && (
        <ul className="notice-list">
          {known.errors.map(({ at, message }) => (
            <li key={`${at} ${message}`}>
              <code>{at}</code> {message}
            </li>
          ))}
        </ul>
      )}
      {onRetry !== undefined && (
        <Button icon="reload" onClick={onRetry}>
          Try again
        </Button>
      )}
    </Notice>
  );
}

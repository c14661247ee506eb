import { useEffect, useId, useRef, type ReactNode } from "react";

import { Button } from "./button.tsx";
import { ProblemNotice } from "./notice.tsx";

import "./confirmation.css";

interface ConfirmationProps {
  readonly title: string;
  /** What will happen, and what to fill in. */
  readonly children: ReactNode;
  /** On the button that does it: the verb. */
  readonly verb: string;
  readonly isDangerous?: boolean;
  readonly isBusy?: boolean;
  readonly isReady?: boolean;
  /** Why it did not work the last time. */
  readonly problem?: unknown;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** Asks before something is done. It is open for as long as it is rendered. */
export function Confirmation({
  title,
  children,
  verb,
  isDangerous = false,
  isBusy = false,
  isReady = true,
  problem,
  onConfirm,
  onCancel,
}: ConfirmationProps) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);

  return (
    <dialog
      ref={dialog}
      className="confirmation"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onCancel();
      }}
    >
      <form
        className="confirmation-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !isBusy) onConfirm();
        }}
      >
        <h2 id={id}>{title}</h2>
        <div className="confirmation-body">{children}</div>
        {problem !== undefined && problem !== null && <ProblemNotice problem={problem} />}
        <footer className="confirmation-foot">
          <Button onClick={onCancel}>Cancel</Button>
          <Button
            type="submit"
            kind={isDangerous ? "danger" : "primary"}
            isBusy={isBusy}
            disabled={!isReady}
          >
            {verb}
          </Button>
        </footer>
      </form>
    </dialog>
  );
}

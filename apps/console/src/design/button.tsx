import type { ButtonHTMLAttributes } from "react";

import { Icon, type IconName } from "./icon.tsx";

import "./button.css";

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `plain` unless said: one button of a place may be `primary`. */
  readonly kind?: "plain" | "primary" | "danger" | "quiet";
  readonly icon?: IconName;
  /** What it is for is under way. */
  readonly isBusy?: boolean;
}

/** A button. One without words needs an `aria-label`. */
export function Button({
  kind = "plain",
  icon,
  isBusy = false,
  className = "",
  children,
  disabled,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled === true || isBusy}
      aria-busy={isBusy || undefined}
      className={`button button-${kind}${children === undefined ? " button-bare" : ""} ${className}`}
    >
      {icon !== undefined && <Icon name={icon} />}
      {children}
    </button>
  );
}

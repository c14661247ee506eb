import { useEffect, useRef, useState } from "react";

import { Icon } from "../design/icon.tsx";
import { words } from "../design/words.ts";

import "./filter-menu.css";

interface FilterMenuProps<Value extends string> {
  readonly name: string;
  readonly values: readonly Value[];
  readonly chosen: readonly Value[];
  /** How a value reads; left out, a name in one word reads as several. */
  readonly asWords?: (value: Value) => string;
  readonly onChoose: (chosen: readonly Value[]) => void;
}

function chosenText<Value extends string>(
  chosen: readonly Value[],
  asWords: (value: Value) => string,
): string {
  const [first, ...others] = chosen;
  if (first === undefined) return "any";
  return others.length === 0 ? asWords(first) : `${asWords(first)} +${others.length}`;
}

/** Closes when somebody goes on elsewhere. */
function useOpen() {
  const [isOpen, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isOpen) return undefined;
    const look = ({ target }: Event): void => {
      if (target instanceof Node && place.current?.contains(target) !== true) setOpen(false);
    };
    document.addEventListener("pointerdown", look);
    document.addEventListener("focusin", look);
    return () => {
      document.removeEventListener("pointerdown", look);
      document.removeEventListener("focusin", look);
    };
  }, [isOpen]);
  return { isOpen, setOpen, place };
}

/** A filter of which several values may be chosen; none means any. */
export function FilterMenu<Value extends string>({
  name,
  values,
  chosen,
  asWords = words,
  onChoose,
}: FilterMenuProps<Value>) {
  const { isOpen, setOpen, place } = useOpen();
  const button = useRef<HTMLButtonElement>(null);
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Escape closes, wherever the focus is within
    <div
      ref={place}
      className="filter-menu"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !isOpen) return;
        setOpen(false);
        button.current?.focus();
      }}
    >
      <button
        ref={button}
        type="button"
        className={chosen.length === 0 ? "filter-button" : "filter-button filter-set"}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <span className="filter-name">{name}</span> {chosenText(chosen, asWords)}
        <Icon name="chevronDown" />
      </button>
      {isOpen && (
        <fieldset className="filter-values">
          <legend className="unseen">{name}</legend>
          {values.map((value) => (
            <label key={value}>
              <input
                type="checkbox"
                checked={chosen.includes(value)}
                onChange={({ target: { checked } }) =>
                  onChoose(values.filter((one) => (one === value ? checked : chosen.includes(one))))
                }
              />
              {asWords(value)}
            </label>
          ))}
          <button
            type="button"
            className="filter-none"
            disabled={chosen.length === 0}
            onClick={() => onChoose([])}
          >
            Any
          </button>
        </fieldset>
      )}
    </div>
  );
}

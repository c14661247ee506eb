import { useEffect, useRef } from "react";

import { Icon } from "../design/icon.tsx";

import "./text-filter.css";

interface TextFilterProps {
  readonly text: string;
  readonly onText: (text: string) => void;
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));

/** Narrows to keys that begin with a text; `/` leads here from anywhere on the page. */
export function TextFilter({ text, onText }: TextFilterProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
      event.preventDefault();
      input.current?.select();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
  return (
    <label className="text-filter">
      <span className="unseen">Key begins with</span>
      <Icon name="search" />
      <input
        ref={input}
        className="input"
        type="search"
        placeholder="Key begins with …"
        spellCheck={false}
        autoComplete="off"
        maxLength={512}
        value={text}
        onChange={({ target }) => onText(target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          if (text === "") input.current?.blur();
          else onText("");
        }}
      />
      <kbd aria-hidden="true">/</kbd>
    </label>
  );
}

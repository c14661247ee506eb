import { useEffect, useState } from "react";

const rest = 250;

/** A value once it has stopped changing for a moment: what is being typed is not asked about letter by letter. */
export function useSettled<Value>(value: Value): Value {
  const text = JSON.stringify(value);
  const [settled, settle] = useState({ text, value });
  useEffect(() => {
    const timer = setTimeout(() => settle({ text, value }), rest);
    return () => clearTimeout(timer);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the text says all of the value
  }, [text]);
  return settled.value;
}

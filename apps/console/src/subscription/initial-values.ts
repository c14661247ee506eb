import { now } from "../service/clock.ts";
import type {
  CommandType,
  JsonValue,
  SubscriptionDetail,
} from "../service/subscription-answers.ts";
import type { CommandValues, NamedValue } from "./command-values.ts";
import { localText } from "./local-time.ts";

const day = 86_400_000;

const fieldOf = (value: JsonValue | undefined, name: string): JsonValue | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is left are fields
      (value as Readonly<Record<string, JsonValue>>)[name]
    : undefined;

/** The items there are, to be given another quantity. */
function itemsIn(context: JsonValue | undefined): readonly NamedValue[] {
  const items = fieldOf(context, "items");
  if (!Array.isArray(items)) return [];
  return items.flatMap((item: JsonValue) => {
    const id = fieldOf(item, "id");
    return typeof id === "string" ? [{ name: id, value: "" }] : [];
  });
}

/** What the form of a command holds when it opens. */
export function initialValues(type: CommandType, { snapshot }: SubscriptionDetail): CommandValues {
  const { context } = snapshot;
  const at = now();
  return {
    identity: "",
    consentText: "",
    givenAt: localText(at),
    items: itemsIn(context),
    parameters: type === "answer.approve" ? [] : [{ name: "", value: "" }],
    reason: "",
    renewal: fieldOf(context, "renewal") === "automatic" ? "manual" : "automatic",
    from: localText(at - 30 * day),
    to: localText(at),
    plannedDate: localText(at + day),
    delay: "15",
  };
}

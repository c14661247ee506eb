/** A parameter as the product defines it, as far as an order needs to know. */
export interface OrderedParameter {
  readonly name: string;
  readonly type: string;
  readonly constraints: Readonly<Record<string, unknown>>;
}

/** A value as a body carries it. */
export type OrderedValue =
  | { readonly value: string }
  | { readonly structured_value: Readonly<Record<string, unknown>> };

const texts = [
  "Example",
  "Österreichische Häuser 漢字 🚀",
  `O'Neill & <Söhne> "Ltd." \\ {{ name }}`,
  "0",
  "null",
  "  spaced  ",
  "two\nlines",
  "long ".repeat(200),
];

const emails = [
  "admin@example.com",
  "o'neill+tenure@mail.example.co.uk",
  "ADMIN@EXAMPLE.COM",
  `${"a".repeat(64)}@example.com`,
];

const plain: Readonly<Record<string, readonly string[]>> = {
  email: emails,
  url: ["https://example.com", "https://example.com:8443/a%20b?c=d&e#f"],
  domain: ["example.com", "xn--bcher-kva.example"],
  subdomain: ["example", "a-1"],
};

const structured: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> = {
  phone: [
    { country_code: "+1", area_code: "202", phone_number: "5550100", extension: "" },
    { country_code: "+358", area_code: "", phone_number: "401234567", extension: "12" },
  ],
  address: [
    {
      address_line1: "1 Main Street",
      address_line2: "",
      city: "Springfield",
      state: "",
      postal_code: "12345",
      country: "us",
    },
  ],
  object: [{ a: 1 }, { nested: { list: [null, "x"] } }],
};

function choicesOf({ constraints }: OrderedParameter): readonly string[] {
  const { choices } = constraints;
  if (!Array.isArray(choices)) return [];
  return choices.flatMap((choice: unknown) =>
    typeof choice === "object" && choice !== null && "value" in choice
      ? [String(choice.value)]
      : [],
  );
}

function valuesOf(parameter: OrderedParameter): readonly OrderedValue[] {
  const choices = choicesOf(parameter);
  if (parameter.type === "checkbox") {
    return choices.map((box) => ({ structured_value: { [box]: true } }));
  }
  if (choices.length > 0) return choices.map((value) => ({ value }));
  const parts = structured[parameter.type];
  if (parts !== undefined) return parts.map((part) => ({ structured_value: part }));
  return (plain[parameter.type] ?? texts).map((value) => ({ value }));
}

/**
 * A legal value for a parameter; undefined for one that is left empty.
 *
 * @param order 0 for the most usual
 * @param given the values to choose from in place of made-up ones
 */
export function orderedValue(
  parameter: OrderedParameter,
  order: number,
  given?: readonly string[],
): OrderedValue | undefined {
  const values = given?.map((value) => ({ value })) ?? valuesOf(parameter);
  const isRequired = parameter.constraints["required"] === true;
  const all: readonly (OrderedValue | undefined)[] = isRequired ? values : [...values, undefined];
  return all[order % Math.max(1, all.length)];
}

const quantities = [1, 3, 10, 2, 1_000_000, 25];

/** How many of the item that stands at this place in the product. */
export function orderedQuantity(order: number, place: number): number {
  return quantities[(order + place) % quantities.length] ?? 1;
}

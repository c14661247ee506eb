const choices = ["V-1", "V-2", "V-3"].map((value) => ({ label: `L of ${value}`, value }));

/** Parameters of every type, in the shapes the platform's published payloads have. */
export const params = [
  { id: "text", type: "text", phase: "ordering", value: "a" },
  { id: "password", type: "password", phase: "fulfillment", value: "u#" },
  { id: "email", type: "email", phase: "ordering", value: "a@example.com" },
  { id: "url", type: "url", phase: "ordering", value: "https://example.com" },
  { id: "domain", type: "domain", phase: "ordering", value: "example.com" },
  { id: "subdomain", type: "subdomain", phase: "ordering", value: "a.example.com" },
  { id: "dropdown", type: "dropdown", phase: "ordering", value: "V-3", value_choices: choices },
  { id: "choice", type: "choice", phase: "ordering", value: "V-1", value_choices: choices },
  { id: "heading", type: "heading", phase: "ordering", value: "" },
  { id: "content", type: "content", phase: "ordering", value: "Read this." },
  {
    id: "checkbox",
    type: "checkbox",
    phase: "ordering",
    value: "",
    structured_value: { "V-1": true, "V-2": false },
    constraints: { meta: { choices } },
  },
  { id: "agreed", type: "checkbox", phase: "ordering", structured_value: { checked: true } },
  {
    id: "address",
    type: "address",
    phase: "ordering",
    value: "1 Quay Bergen NO",
    structured_value: {
      address_line1: "1 Quay",
      address_line2: null,
      city: "Bergen",
      state: "",
      postal_code: 5003,
      country: "NO",
    },
  },
  {
    id: "phone",
    type: "phone",
    phase: "ordering",
    value: "+47555123",
    structured_value: { country_code: "+47", area_code: "555", phone_number: "123" },
  },
  {
    id: "object",
    type: "object",
    phase: "ordering",
    structured_value: { seats: [1, { a: null }] },
  },
];

/** What its address reads as. */
export const address = {
  address_line1: "1 Quay",
  address_line2: "",
  city: "Bergen",
  state: "",
  postal_code: "5003",
  country: "NO",
};

/** What its phone reads as. */
export const phone = { country_code: "+47", area_code: "555", phone_number: "123", extension: "" };

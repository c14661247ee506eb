import type { ReactNode } from "react";

import { Choice } from "../design/choice.tsx";
import { Field } from "../design/field.tsx";
import type { CommandField, CommandValues } from "./command-values.ts";
import { NamedRows } from "./named-rows.tsx";

interface CommandFieldsProps {
  readonly fields: readonly CommandField[];
  readonly values: CommandValues;
  readonly onChange: (changed: Partial<CommandValues>) => void;
}

type PartProps = Omit<CommandFieldsProps, "fields">;

const When = ({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) => (
  <Field label={label} hint="In your time zone.">
    <input
      className="input"
      type="datetime-local"
      value={value}
      onChange={({ target }) => onChange(target.value)}
    />
  </Field>
);

const Consent = ({ values, onChange }: PartProps) => (
  <fieldset className="command-fieldset">
    <legend className="field-label">The customer's consent</legend>
    <Field label="Who asked" hint="As you know them: an address, an account.">
      <input
        className="input"
        autoComplete="off"
        value={values.identity}
        onChange={({ target }) => onChange({ identity: target.value })}
      />
    </Field>
    <Field label="What they agreed to">
      <input
        className="input"
        autoComplete="off"
        value={values.consentText}
        onChange={({ target }) => onChange({ consentText: target.value })}
      />
    </Field>
    <When label="Given at" value={values.givenAt} onChange={(givenAt) => onChange({ givenAt })} />
  </fieldset>
);

const parts: Readonly<Record<CommandField, (props: PartProps) => ReactNode>> = {
  items: ({ values, onChange }) => (
    <NamedRows
      legend="Items"
      nameLabel="Item"
      valueLabel="Quantity"
      placeholder="stays as it is"
      rows={values.items}
      onChange={(items) => onChange({ items })}
    />
  ),
  parameters: ({ values, onChange }) => (
    <NamedRows
      legend="Parameters to set"
      nameLabel="Parameter"
      valueLabel="Value"
      rows={values.parameters}
      onChange={(parameters) => onChange({ parameters })}
    />
  ),
  messages: ({ values, onChange }) => (
    <NamedRows
      legend="Parameters to ask for"
      nameLabel="Parameter"
      valueLabel="Message"
      rows={values.parameters}
      onChange={(parameters) => onChange({ parameters })}
    />
  ),
  reason: ({ values, onChange }) => (
    <Field label="Reason">
      <textarea
        className="input"
        value={values.reason}
        onChange={({ target }) => onChange({ reason: target.value })}
      />
    </Field>
  ),
  renewal: ({ values, onChange }) => (
    <div className="field">
      <span className="field-label">Renewal</span>
      <div>
        <Choice
          label="Renewal"
          options={[
            ["automatic", "Automatic"],
            ["manual", "Manual"],
          ]}
          chosen={values.renewal}
          onChoose={(renewal) => onChange({ renewal })}
        />
      </div>
    </div>
  ),
  period: ({ values, onChange }) => (
    <>
      <When label="From" value={values.from} onChange={(from) => onChange({ from })} />
      <When label="To" value={values.to} onChange={(to) => onChange({ to })} />
    </>
  ),
  plannedDate: ({ values, onChange }) => (
    <When
      label="Planned for"
      value={values.plannedDate}
      onChange={(plannedDate) => onChange({ plannedDate })}
    />
  ),
  delay: ({ values, onChange }) => (
    <Field label="Minutes" hint="Then the handler is called again.">
      <input
        className="input"
        type="number"
        min={0}
        value={values.delay}
        onChange={({ target }) => onChange({ delay: target.value })}
      />
    </Field>
  ),
  consent: Consent,
};

/** What a command needs to be told, to be typed in. */
export const CommandFields = ({ fields, ...rest }: CommandFieldsProps) =>
  fields.map((field) => {
    const Part = parts[field];
    return <Part key={field} {...rest} />;
  });

import { useCaller } from "../service/use-caller.ts";

import "./tenant-choice.css";

interface TenantChoiceProps {
  /** Undefined: all the caller may see. */
  readonly tenant: string | undefined;
  readonly onChoose: (tenant: string | undefined) => void;
}

/** Narrows a page to one tenant, for those who may see several. */
export function TenantChoice({ tenant, onChoose }: TenantChoiceProps) {
  const { data } = useCaller();
  if (data === undefined || data.tenants.length < 2) return null;
  return (
    <label className="choice">
      <span className="choice-name">Tenant</span>
      <select
        className="input"
        value={tenant ?? ""}
        onChange={({ target: { value } }) => onChoose(value === "" ? undefined : value)}
      >
        <option value="">all</option>
        {data.tenants.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
    </label>
  );
}

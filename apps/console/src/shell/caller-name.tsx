import { Button } from "../design/button.tsx";
import { forgetToken, useAccess } from "../service/token.ts";
import { useCaller } from "../service/use-caller.ts";

/** Whom the service takes the reader for, and what that one may. */
export function CallerName() {
  const { data } = useCaller();
  const { token } = useAccess();
  if (data === undefined) return null;
  const { name, role, tenant } = data;
  return (
    <span className="bar-caller">
      <span title={tenant === "*" ? "All tenants" : `Tenant ${tenant}`}>
        {name} <span className="faint">{role}</span>
      </span>
      {token !== null && (
        <Button kind="quiet" icon="key" aria-label="Forget the token" onClick={forgetToken} />
      )}
    </span>
  );
}

import { useState } from "react";

import { Button } from "../design/button.tsx";
import { Field } from "../design/field.tsx";
import { Notice } from "../design/notice.tsx";
import { giveToken, useAccess } from "../service/token.ts";

import "./token-prompt.css";

/** Asks for a token, when the service wants one. */
export function TokenPrompt({ onGiven }: { readonly onGiven: () => void }) {
  const { token } = useAccess();
  const [typed, type] = useState("");
  const given = typed.trim();
  return (
    <main className="token-prompt">
      <form
        className="token-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (given === "") return;
          giveToken(given);
          onGiven();
        }}
      >
        <h1>Tenure</h1>
        {token !== null && (
          <Notice tone="bad" title="This token was refused">
            <p>Ask whoever runs the service for one of its configuration.</p>
          </Notice>
        )}
        <Field
          label="Token"
          hint="One of those in the service's configuration. It is kept in this tab only, and forgotten when the tab is closed."
        >
          <input
            className="input"
            type="password"
            name="token"
            autoComplete="off"
            spellCheck={false}
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- it is all there is to do on this page
            autoFocus
            value={typed}
            onChange={(event) => type(event.target.value)}
          />
        </Field>
        <Button type="submit" kind="primary" disabled={given === ""}>
          Continue
        </Button>
      </form>
    </main>
  );
}

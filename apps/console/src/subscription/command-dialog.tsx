import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";

import { Confirmation } from "../design/confirmation.tsx";
import { Notice } from "../design/notice.tsx";
import { Problem } from "../service/problem.ts";
import { post } from "../service/request.ts";
import type {
  CommandType,
  JsonFields,
  Sent,
  SubscriptionDetail,
} from "../service/subscription-answers.ts";
import { CommandFields } from "./command-fields.tsx";
import { commandEffects, commandNames, dangerous } from "./command-names.ts";
import { CommandPreview } from "./command-preview.tsx";
import { commandBody, fieldsOf } from "./command-values.ts";
import { freshKey } from "./fresh-key.ts";
import { initialValues } from "./initial-values.ts";
import { useSettled } from "./use-settled.ts";

interface CommandDialogProps {
  readonly type: CommandType;
  readonly subscription: SubscriptionDetail;
  readonly onSent: (answer: Sent) => void;
  readonly onCancel: () => void;
}

/** Where each is sent. */
function pathOf(type: CommandType, key: string): string {
  const path = `/subscriptions/${encodeURIComponent(key)}`;
  if (type === "operator.retry") return `${path}/retry`;
  if (type === "operator.skip") return `${path}/skip`;
  return type.startsWith("answer.") ? `${path}/answer` : `${path}/commands`;
}

/** Asks for what a command needs, tells what it would do, and sends it. */
export function CommandDialog({ type, subscription, onSent, onCancel }: CommandDialogProps) {
  const { key, version, requestId } = subscription;
  const queries = useQueryClient();
  const [openedAt] = useState(version);
  const [values, change] = useState(() => initialValues(type, subscription));
  const { body, missing } = commandBody(type, values, requestId);
  const settled = useSettled(body);
  const isCommand = type.startsWith("command.");
  // The same for what is sent again after no answer came, another for anything else.
  const keyed = useRef<{ readonly text: string; readonly key: string }>(undefined);

  const sending = useMutation({
    mutationFn: async (sent: JsonFields) => {
      const text = JSON.stringify(sent);
      if (keyed.current?.text !== text) keyed.current = { text, key: freshKey() };
      return post<Sent>(pathOf(type, key), sent, {
        idempotencyKey: keyed.current.key,
        ...(isCommand && { version: openedAt }),
      });
    },
    onError: (error) => {
      // An answer that says no is an answer: what is sent after it is something new.
      if (error instanceof Problem && error.status >= 400 && error.status < 500)
        keyed.current = undefined;
    },
    onSuccess: (answer) => {
      void queries.invalidateQueries({ queryKey: ["subscription", key] });
      onSent(answer);
    },
  });

  return (
    <Confirmation
      title={`${commandNames[type]}: ${key}`}
      verb={commandNames[type]}
      isDangerous={dangerous.has(type)}
      isReady={body !== undefined}
      isBusy={sending.isPending}
      problem={sending.error}
      onConfirm={() => {
        if (body !== undefined) sending.mutate(body);
      }}
      onCancel={onCancel}
    >
      <p className="soft">{commandEffects[type]}</p>
      {version !== openedAt && (
        <Notice tone="warn" title="The subscription moved on meanwhile">
          Close this, and look at how it stands now before you send it.
        </Notice>
      )}
      <CommandFields
        fields={fieldsOf[type]}
        values={values}
        onChange={(changed) => change((before) => ({ ...before, ...changed }))}
      />
      {missing !== undefined && (
        <p className="soft" role="status">
          {missing}
        </p>
      )}
      {isCommand && settled !== undefined && body !== undefined && (
        <CommandPreview id={key} version={version} body={settled} />
      )}
    </Confirmation>
  );
}

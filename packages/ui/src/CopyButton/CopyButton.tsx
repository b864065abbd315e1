import { useState } from 'react';
import Button from '@material-ui/core/Button';

/** What {@link CopyButton} needs. */
export interface CopyButtonProps {
  /** Written when the button is pressed. */
  text: () => string;
  /** "Copy" where nothing beside it says what. */
  words?: string;
  disabled?: boolean;
  className?: string;
}

/** Takes a text along, and says that it was taken. */
export function CopyButton(props: CopyButtonProps) {
  const { text, words = 'Copy', disabled, className } = props;
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text());
    setCopied(true);
  };
  return (
    <Button
      size="small"
      className={className}
      disabled={disabled}
      onClick={copy}
      onBlur={() => setCopied(false)}
    >
      {copied ? 'Copied' : words}
    </Button>
  );
}

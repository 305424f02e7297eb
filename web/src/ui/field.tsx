// A labelled input with its hint and its error, which screen readers hear with it.

import { type InputHTMLAttributes, type ReactNode, type Ref, useId } from 'react'
import styles from './field.module.css'

interface Props extends InputHTMLAttributes<HTMLInputElement> {
  label: string
  hint?: ReactNode
  error?: ReactNode
  /** what stands at the end of the input, such as a button that shows the password */
  end?: ReactNode
  ref?: Ref<HTMLInputElement>
}

export function Field({ label, hint, error, end, ...rest }: Props) {
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <div className={styles.box}>
        <input
          {...rest}
          id={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={hint || error ? `${id}-said` : undefined}
        />
        {end}
      </div>
      {(hint || error) && (
        <p id={`${id}-said`} className={error ? styles.error : styles.hint}>
          {error || hint}
        </p>
      )}
    </div>
  )
}

/** One of a few: radio buttons that look like one control. */
export function Choice<T extends string>(props: {
  label: string
  value: T
  options: readonly (readonly [T, string])[]
  onChange: (value: T) => void
  hideLabel?: boolean
}) {
  const name = useId()
  return (
    <fieldset className={styles.choice}>
      <legend className={props.hideLabel ? 'visually-hidden' : undefined}>{props.label}</legend>
      <div>
        {props.options.map(([value, text]) => (
          <label key={value}>
            <input type="radio" name={name} checked={value === props.value} onChange={() => props.onChange(value)} />
            <span>{text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** Yes or no, at once. */
export function Switch(props: {
  label: string
  hint?: ReactNode
  checked: boolean
  disabled?: boolean
  onChange: (on: boolean) => void
}) {
  const id = useId()
  return (
    <div className={styles.switch}>
      <input
        type="checkbox"
        role="switch"
        id={id}
        checked={props.checked}
        aria-checked={props.checked}
        disabled={props.disabled}
        aria-describedby={props.hint ? `${id}-said` : undefined}
        onChange={(event) => props.onChange(event.target.checked)}
      />
      <div>
        <label htmlFor={id}>{props.label}</label>
        {props.hint && (
          <p id={`${id}-said`} className={styles.hint}>
            {props.hint}
          </p>
        )}
      </div>
    </div>
  )
}

/** One of many: the browser's own list. */
export function Select(props: {
  label: string
  value: string
  options: readonly (readonly [string, string])[]
  hint?: ReactNode
  onChange: (value: string) => void
}) {
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{props.label}</label>
      <div className={styles.box}>
        <select
          id={id}
          value={props.value}
          onChange={(event) => props.onChange(event.target.value)}
          aria-describedby={props.hint ? `${id}-said` : undefined}
        >
          {props.options.map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      </div>
      {props.hint && (
        <p id={`${id}-said`} className={styles.hint}>
          {props.hint}
        </p>
      )}
    </div>
  )
}

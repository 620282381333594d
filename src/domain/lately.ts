/** Remembers what was made of the two lists that were asked for last. Knows nothing of either. */

/**
 * For pure functions of lists: one change looks at a member's events before and after it, at each half a dozen times. A list that
 * has grown since is another one.
 */
export function lately<T, Made>(make: (list: readonly T[]) => Made): (list: readonly T[]) => Made {
  const two: { readonly list: readonly T[]; readonly length: number; readonly made: Made }[] = [];
  return (list) => {
    const known = two.find((each) => each.list === list && each.length === list.length);
    if (known) return known.made;
    const made = make(list);
    if (two.unshift({ list, length: list.length, made }) > 2) two.pop();
    return made;
  };
}

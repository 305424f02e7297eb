// Lists that come in pages: `{data, next}` with a cursor, one page after the other on demand.

import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query'
import { send } from './http'

export interface Slice<T> {
  data: T[]
  next: string | null
}

/** Every page that was asked for, in one list; `more` asks for the next one. */
export function usePaged<T>(key: readonly unknown[], path: string) {
  const query = useInfiniteQuery({
    queryKey: key,
    initialPageParam: null as string | null,
    getNextPageParam: (last: Slice<T>) => last.next,
    queryFn: async ({ pageParam, signal }): Promise<Slice<T>> => {
      const cursor =
        pageParam === null ? '' : `${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(pageParam)}`
      return (await send('GET', path + cursor, { signal })).json()
    },
  })
  return { ...query, items: all(query.data), more: () => void query.fetchNextPage() }
}

function all<T>(pages: InfiniteData<Slice<T>> | undefined): T[] | undefined {
  return pages?.pages.flatMap((page) => page.data)
}

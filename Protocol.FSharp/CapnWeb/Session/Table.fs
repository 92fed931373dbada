namespace PeerFunctional.CapnWeb

/// Numbered things whose count costs nothing to ask.
type Table<'entry> =
    { Entries: Map<int64, 'entry>
      Count: int }

module Table =

    let empty<'entry> : Table<'entry> = { Entries = Map.empty; Count = 0 }

    let tryFind id table = Map.tryFind id table.Entries

    /// Adds an entry under a number that none has.
    let addNew id entry table =
        { Entries = Map.add id entry table.Entries
          Count = table.Count + 1 }

    let add id entry table =
        { Entries = Map.add id entry table.Entries
          Count =
            if Map.containsKey id table.Entries then
                table.Count
            else
                table.Count + 1 }

    let remove id table =
        if Map.containsKey id table.Entries then
            { Entries = Map.remove id table.Entries
              Count = table.Count - 1 }
        else
            table

    /// Puts another entry in the place of one that is there.
    let set id entry table =
        { table with
            Entries = Map.add id entry table.Entries }

    let single id entry = empty |> add id entry

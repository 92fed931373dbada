namespace PeerFunctional.Kernel.Encodings

open PeerFunctional.Kernel

/// The machine that a pickle's opcodes drive: a stack with marks, a memo, and the lists and dicts it fills.
/// Every operation costs as much as it takes and adds, whatever the pickle shares by its memo.
type PickleStack

module PickleStack =

    val empty: PickleStack

    /// Puts a value on the stack that has no others inside.
    val push: value: Pickled -> stack: PickleStack -> Result<PickleStack, Malformation>

    val drop: stack: PickleStack -> Result<PickleStack, Malformation>

    val duplicate: stack: PickleStack -> Result<PickleStack, Malformation>

    val mark: stack: PickleStack -> Result<PickleStack, Malformation>

    val dropMark: stack: PickleStack -> Result<PickleStack, Malformation>

    /// A tuple of the last `count` values.
    val tuple: count: int -> stack: PickleStack -> Result<PickleStack, Malformation>

    /// A tuple of all since the mark.
    val tupleSinceMark: stack: PickleStack -> Result<PickleStack, Malformation>

    val emptyList: stack: PickleStack -> Result<PickleStack, Malformation>

    val emptyDict: stack: PickleStack -> Result<PickleStack, Malformation>

    val append: stack: PickleStack -> Result<PickleStack, Malformation>

    val setItem: stack: PickleStack -> Result<PickleStack, Malformation>

    val appends: stack: PickleStack -> Result<PickleStack, Malformation>

    val setItems: stack: PickleStack -> Result<PickleStack, Malformation>

    /// A list of all since the mark.
    val listSinceMark: stack: PickleStack -> Result<PickleStack, Malformation>

    /// A dict of all since the mark.
    val dictSinceMark: stack: PickleStack -> Result<PickleStack, Malformation>

    /// Remembers the value on top of the stack.
    val put: index: int -> stack: PickleStack -> Result<PickleStack, Malformation>

    /// Remembers the value on top of the stack under the next free index.
    val memoize: stack: PickleStack -> Result<PickleStack, Malformation>

    val get: index: int -> stack: PickleStack -> Result<PickleStack, Malformation>

    /// The value on top of the stack, where the pickle stops.
    val result: stack: PickleStack -> Result<Pickled, Malformation>

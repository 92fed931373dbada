namespace PeerFunctional.Tracker

open PeerFunctional.Kernel

/// Numbers of a range whose width is a power of two.
type private NumberRange =
    | Bare
    | Full
    | Halves of lower: NumberRange * upper: NumberRange

/// A set of numbers from 0 up to a bound. Its memory grows with its numbers, not with its bound; every operation
/// takes as many steps as the bound has bits.
type NumberSet =
    private
        { Bound: int
          [<Undigested("follows from Bound")>]
          Width: int
          [<Undigested("counted from Numbers")>]
          Count: int
          Numbers: NumberRange }

module NumberSet =

    /// The largest bound.
    [<Literal>]
    let MaxBound = 1_073_741_824

    /// The empty set of numbers below a bound of 0 to `MaxBound`; other bounds are moved to the nearest of these.
    let empty bound =
        let bound = max 0 (min MaxBound bound)

        let rec widthFrom width =
            if width >= bound then width else widthFrom (width * 2)

        { Bound = bound
          Width = widthFrom 1
          Count = 0
          Numbers = Bare }

    let bound set = set.Bound

    let count set = set.Count

    let isFull set = set.Count = set.Bound

    let private isWithin number set = number >= 0 && number < set.Bound

    let private join lower upper =
        match lower, upper with
        | Full, Full -> Full
        | Bare, Bare -> Bare
        | (Bare | Full | Halves _), _ -> Halves(lower, upper)

    let private halves range =
        match range with
        | Halves(lower, upper) -> struct (lower, upper)
        | Bare
        | Full -> struct (range, range)

    let contains number set =
        let rec look number width range =
            match range with
            | Bare -> false
            | Full -> true
            | Halves(lower, upper) ->
                let half = width / 2

                if number < half then
                    look number half lower
                else
                    look (number - half) half upper

        isWithin number set && look number set.Width set.Numbers

    let rec private put value number width range =
        if width = 1 then
            value
        else
            let half = width / 2
            let struct (lower, upper) = halves range

            if number < half then
                join (put value number half lower) upper
            else
                join lower (put value (number - half) half upper)

    /// A number outside the range changes nothing.
    let add number set =
        if not (isWithin number set) || contains number set then
            set
        else
            { set with
                Count = set.Count + 1
                Numbers = put Full number set.Width set.Numbers }

    let remove number set =
        if contains number set then
            { set with
                Count = set.Count - 1
                Numbers = put Bare number set.Width set.Numbers }
        else
            set

    /// The highest number of the range, `upTo` or below, that is not in the set.
    let lastAbsent upTo set =
        let rec look upTo width range =
            match range with
            | Bare -> ValueSome upTo
            | Full -> ValueNone
            | Halves(lower, upper) ->
                let half = width / 2

                if upTo >= half then
                    look (upTo - half) half upper
                    |> ValueOption.map ((+) half)
                    |> ValueOption.orElseWith (fun () -> look (half - 1) half lower)
                else
                    look upTo half lower

        if isWithin upTo set then
            look upTo set.Width set.Numbers
        else
            ValueNone

    /// The lowest number, `from` or above, that is in the set or not, as `isIn` says.
    let private first isIn from set =
        let rec look from width range =
            match range with
            | Bare -> if isIn then ValueNone else ValueSome from
            | Full -> if isIn then ValueSome from else ValueNone
            | Halves(lower, upper) ->
                let half = width / 2

                let inUpper from =
                    look from half upper |> ValueOption.map ((+) half)

                if from >= half then
                    inUpper (from - half)
                else
                    look from half lower |> ValueOption.orElseWith (fun () -> inUpper 0)

        if isWithin from set then
            look from set.Width set.Numbers |> ValueOption.filter (fun number -> number < set.Bound)
        else
            ValueNone

    /// The lowest number of the range, `from` or above, that is not in the set.
    let firstAbsent from set = first false from set

    /// The lowest number of the set, `from` or above.
    let firstPresent from set = first true from set

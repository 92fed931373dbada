namespace PeerFunctional.Verification

open PeerFunctional.Kernel

type Questions<'ask> =
    private
        { First: 'ask list
          Rest: 'ask list }

    member this.IsEmpty = this.First.IsEmpty

    interface IDescribedAs<'ask list> with
        member this.Description = this.First @ List.rev this.Rest

module Questions =

    let none<'ask> : Questions<'ask> = { First = []; Rest = [] }

    /// The first question is always among the first.
    let private create first rest =
        match first with
        | [] -> { First = List.rev rest; Rest = [] }
        | _ -> { First = first; Rest = rest }

    let add question questions =
        create questions.First (question :: questions.Rest)

    let tryNext questions =
        match questions.First with
        | [] -> ValueNone
        | question :: first -> ValueSome(struct (question, create first questions.Rest))

namespace PeerFunctional.Tests.Architecture

open System
open System.Reflection
open Xunit
open PeerFunctional.Tests

module AloneTests =

    let private holds<'attribute when 'attribute :> Attribute> (sort: MemberInfo) =
        not (isNull (Attribute.GetCustomAttribute(sort, typeof<'attribute>)))

    let private alone =
        Assembly.GetExecutingAssembly().GetTypes() |> Array.filter holds<CollectionAttribute>

    [<Fact>]
    let ``Every module in a collection has tests, for elsewhere the attribute changes nothing`` () : unit =
        alone |> Expect.exists (fun sort -> sort.Name = "DiskFullTests")

        for sort in alone do
            Expecto.Expect.exists (sort.GetMethods()) holds<FactAttribute> sort.Name

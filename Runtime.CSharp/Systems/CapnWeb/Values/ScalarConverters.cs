using System.Numerics;
using Microsoft.FSharp.Core;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

internal sealed class FlagConverter : Converter<bool>
{
    protected override Held WriteValue(bool value, Outbound to, int depth) => Held.NewFlag(value);

    protected override bool ReadValue(Held value, Inbound from) => value is Held.Flag flag ? flag.Item : throw Unlike("a boolean", value);
}

internal sealed class TextConverter : Converter<string>
{
    protected override Held WriteValue(string value, Outbound to, int depth) => Held.NewText(value);

    protected override string ReadValue(Held value, Inbound from) => value is Held.Text text ? text.Item : throw Unlike("a text", value);
}

internal sealed class CharConverter : Converter<char>
{
    protected override Held WriteValue(char value, Outbound to, int depth) => Held.NewText(value.ToString());

    protected override char ReadValue(Held value, Inbound from) =>
        value is Held.Text { Item: [var letter] } ? letter : throw Unlike("a text of one letter", value);
}

internal sealed class GuidConverter : Converter<Guid>
{
    protected override Held WriteValue(Guid value, Outbound to, int depth) => Held.NewText(value.ToString());

    protected override Guid ReadValue(Held value, Inbound from) =>
        value is Held.Text text && Guid.TryParse(text.Item, out var guid) ? guid : throw Unlike("a UUID as text", value);
}

/// <summary>Whole numbers: beyond ±(2^53 - 1), which a double cannot tell apart, they are sent as bigint.</summary>
internal sealed class WholeConverter<T> : Converter<T> where T : IBinaryInteger<T>
{
    private const double MostSafe = 9007199254740991;

    protected override Held WriteValue(T value, Outbound to, int depth)
    {
        var number = double.CreateSaturating(value);
        return Math.Abs(number) <= MostSafe && typeof(T) != typeof(BigInteger)
            ? Held.NewNumber(number)
            : Held.NewBigInt(BigInteger.CreateChecked(value));
    }

    protected override T ReadValue(Held value, Inbound from)
    {
        try
        {
            return value switch
            {
                Held.Number number when Math.Floor(number.Item) == number.Item => T.CreateChecked(number.Item),
                Held.BigInt number => T.CreateChecked(number.Item),
                _ => throw Unlike("a whole number", value),
            };
        }
        catch (OverflowException)
        {
            throw new RpcException("TypeError", $"The number does not fit in {typeof(T).Name}.");
        }
    }
}

internal sealed class RealConverter<T> : Converter<T> where T : INumberBase<T>
{
    protected override Held WriteValue(T value, Outbound to, int depth) => Held.NewNumber(double.CreateSaturating(value));

    protected override T ReadValue(Held value, Inbound from)
    {
        try
        {
            return value is Held.Number number ? T.CreateChecked(number.Item) : throw Unlike("a number", value);
        }
        catch (OverflowException)
        {
            throw new RpcException("TypeError", $"The number does not fit in {typeof(T).Name}.");
        }
    }
}

/// <summary>Points in time, to the millisecond. The invalid date reads as null, where the type has it.</summary>
internal sealed class DateConverter : Converter<DateTimeOffset>
{
    protected override Held WriteValue(DateTimeOffset value, Outbound to, int depth) =>
        Held.NewDate(FSharpValueOption<long>.NewValueSome(value.ToUnixTimeMilliseconds()));

    protected override DateTimeOffset ReadValue(Held value, Inbound from) => Of(value);

    public static DateTimeOffset Of(Held value)
    {
        if (value is not Held.Date date) throw Unlike("a date", value);
        try
        {
            return DateTimeOffset.FromUnixTimeMilliseconds(date.Item.IsValueSome ? date.Item.Value : long.MaxValue);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new RpcException("TypeError", "The date is invalid, or not between the years 1 and 9999.");
        }
    }
}

internal sealed class TimeConverter : Converter<DateTime>
{
    protected override Held WriteValue(DateTime value, Outbound to, int depth) =>
        Held.NewDate(FSharpValueOption<long>.NewValueSome(new DateTimeOffset(value).ToUnixTimeMilliseconds()));

    protected override DateTime ReadValue(Held value, Inbound from) => DateConverter.Of(value).UtcDateTime;
}

internal sealed class UriConverter : Converter<Uri>
{
    protected override Held WriteValue(Uri value, Outbound to, int depth) => value.IsAbsoluteUri
        ? Held.NewUrl(value.AbsoluteUri)
        : throw new RpcException("TypeError", "A URL that is sent must be absolute.");

    protected override Uri ReadValue(Held value, Inbound from) =>
        value is Held.Url url && Uri.TryCreate(url.Item, UriKind.Absolute, out var uri) ? uri : throw Unlike("a URL", value);
}

using System.Buffers.Binary;
using System.Numerics;

namespace PeerFunctional.Runtime.Quic.Opening;

/// <summary>The block function of ChaCha20 (RFC 8439, 2.3): .NET has the cipher only with its authenticator.</summary>
public static class ChaCha20Block
{
    private const int Rounds = 20;

    /// <summary>The first bytes of the block of a key of 32 bytes for a counter and a nonce, which stand in 16 bytes.</summary>
    public static void KeyStream(ReadOnlySpan<byte> key, ReadOnlySpan<byte> counterAndNonce, Span<byte> output)
    {
        Span<uint> start = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        for (var word = 0; word < 8; word++) start[4 + word] = BinaryPrimitives.ReadUInt32LittleEndian(key[(4 * word)..]);
        for (var word = 0; word < 4; word++) start[12 + word] = BinaryPrimitives.ReadUInt32LittleEndian(counterAndNonce[(4 * word)..]);

        Span<uint> state = stackalloc uint[16];
        start.CopyTo(state);
        for (var round = 0; round < Rounds; round += 2)
        {
            for (var column = 0; column < 4; column++) Quarter(state, column, 4 + column, 8 + column, 12 + column);
            for (var diagonal = 0; diagonal < 4; diagonal++)
                Quarter(state, diagonal, 4 + (diagonal + 1) % 4, 8 + (diagonal + 2) % 4, 12 + (diagonal + 3) % 4);
        }

        Span<byte> block = stackalloc byte[64];
        for (var word = 0; word < 16; word++) BinaryPrimitives.WriteUInt32LittleEndian(block[(4 * word)..], state[word] + start[word]);
        block[..output.Length].CopyTo(output);
    }

    private static void Quarter(Span<uint> state, int a, int b, int c, int d)
    {
        state[a] += state[b];
        state[d] = BitOperations.RotateLeft(state[d] ^ state[a], 16);
        state[c] += state[d];
        state[b] = BitOperations.RotateLeft(state[b] ^ state[c], 12);
        state[a] += state[b];
        state[d] = BitOperations.RotateLeft(state[d] ^ state[a], 8);
        state[c] += state[d];
        state[b] = BitOperations.RotateLeft(state[b] ^ state[c], 7);
    }
}

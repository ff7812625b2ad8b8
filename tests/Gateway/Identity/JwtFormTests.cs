using System.Buffers.Text;
using System.Text;
using Actors.Gateway.Identity;

namespace Actors.Gateway.Tests.Identity;

/// <summary>Anything that is not exactly a token in compact form (RFC 7515, 3.1) is rejected.</summary>
public sealed class JwtFormTests
{
    private static readonly string Good = Tokens.Hs256(Tokens.Claims());

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("...")]
    [InlineData("a.b.c")]
    [InlineData("a.b")]
    public void A_token_must_be_two_JSON_parts_and_a_signature(string token) => Refused(JwtRefusal.Malformed, token);

    [Fact]
    public void A_token_has_three_parts()
    {
        Refused(JwtRefusal.Malformed, Good[..Good.LastIndexOf('.')]);
        Refused(JwtRefusal.Malformed, Good + ".");
        Refused(JwtRefusal.Malformed, "." + Good);
        Refused(JwtRefusal.Malformed, Good + "." + Good.Split('.')[2] + ".");
        Refused(JwtRefusal.Malformed, Good + "." + Good);
    }

    [Fact]
    public void Unused_bits_in_base64url_must_be_zero()
    {
        // 32 bytes are 43 characters, and two bits of the last character are unused.
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var last = Alphabet.IndexOf(Good[^1]);
        for (var trailing = 1; trailing < 4; trailing++)
        {
            var spelled = Good[..^1] + Alphabet[last | trailing];
            Refused(JwtRefusal.Malformed, spelled);
        }
    }

    [Theory]
    [InlineData("=")]
    [InlineData("==")]
    [InlineData(" ")]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\t")]
    [InlineData("\0")]
    [InlineData("+")]
    [InlineData("/")]
    [InlineData("%3D")]
    [InlineData("é")]
    [InlineData("Ａ")]
    public void Padding_blanks_and_stray_characters_are_refused_anywhere(string stray)
    {
        Refused(JwtRefusal.Malformed, Good + stray);
        Refused(JwtRefusal.Malformed, stray + Good);
        Refused(JwtRefusal.Malformed, Good.Insert(5, stray));
        Refused(JwtRefusal.Malformed, Good.Insert(Good.IndexOf('.'), stray));
    }

    [Fact]
    public void A_token_has_at_most_8192_characters()
    {
        string OfLength(int padding) => Tokens.Hs256($"{Tokens.Claims()[..^1]},\"more\":\"{new string('x', padding)}\"}}");
        var padding = 5000;
        while (OfLength(padding + 1).Length <= JwtValidator.MaxLength)
            padding++;
        Assert.NotNull(Tokens.Judge(OfLength(padding)).Identity);
        Refused(JwtRefusal.TooLong, OfLength(padding + 1));
        Refused(JwtRefusal.TooLong, new string('.', 1_000_000));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"alg\"")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{")]
    [InlineData("{\"alg\":\"HS256\"}{}")]
    [InlineData("{\"alg\":\"HS256\"} x")]
    [InlineData("{\"alg\":\"HS256\",}")]
    [InlineData("{\"alg\":\"HS256\"}/* */")]
    [InlineData("{'alg':'HS256'}")]
    [InlineData("\ufeff{\"alg\":\"HS256\"}")]
    [InlineData("{\"alg\":\"HS256\",\"\\ud800\":1}")]
    public void Header_and_claims_must_each_be_one_JSON_object(string json)
    {
        Refused(JwtRefusal.Malformed, Tokens.Hs256(Tokens.Claims(), json));
        Refused(JwtRefusal.Malformed, Tokens.Hs256(json));
    }

    [Fact]
    public void JSON_that_is_nested_deeply_is_refused()
    {
        foreach (var depth in (int[])[8, 64, 1000])
        {
            var deep = $"{{\"alg\":\"HS256\",\"deep\":{new string('[', depth)}{new string(']', depth)}}}";
            Refused(JwtRefusal.Malformed, Tokens.Hs256(Tokens.Claims(), deep));
            Refused(JwtRefusal.Malformed, Tokens.Hs256(deep));
        }
    }

    [Fact]
    public void JSON_that_is_not_UTF8_is_refused()
    {
        byte[][] broken = [[0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xE2, 0x82]];
        foreach (var bytes in broken)
        {
            byte[] json = [.. "{\"alg\":\"HS256\",\"x\":\""u8, .. bytes, .. "\"}"u8];
            Refused(JwtRefusal.Malformed, Tokens.Sign(json, Encoding.UTF8.GetBytes(Tokens.Claims()), TestKeys.SignHs256));
            Refused(JwtRefusal.Malformed, Tokens.Sign("{\"alg\":\"HS256\"}"u8.ToArray(), json, TestKeys.SignHs256));
        }
    }

    /// <summary>Decoded bytes encode to the same text: the decoder accepts only what an encoder makes.</summary>
    [Fact]
    public void Accepted_base64url_is_exactly_what_an_encoder_writes()
    {
        var random = new Random(Seed);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[random.Next(40)];
            random.NextBytes(bytes);
            var text = Base64Url.EncodeToString(bytes);
            Assert.Equal(bytes, Base64UrlText.Decode(text));
            if (Changed(text, random) is { } changed && Base64UrlText.Decode(changed) is { } taken)
                Assert.Equal(changed, Base64Url.EncodeToString(taken));
        }
    }

    private const int Seed = 4;

    /// <summary>Tokens of any bytes, and good ones with any change: each is judged, and only the good one is believed.</summary>
    [Fact]
    public void Random_and_altered_tokens_are_rejected_without_throwing()
    {
        var random = new Random(Seed);
        string[] good = [Good, Tokens.Rs256(Tokens.Claims()), Tokens.Es256(Tokens.Claims())];
        for (var i = 0; i < 20_000; i++)
        {
            var token = random.Next(3) switch
            {
                0 => Anything(random),
                1 => Tokens.Sign(Bytes(random), Bytes(random), TestKeys.SignHs256),
                _ => Changed(good[random.Next(good.Length)], random),
            };
            Assert.True(good.Contains(token) || Tokens.Judge(token).Refusal is not null, $"Believed, with seed {Seed}: {token}");
        }
    }

    private static string Anything(Random random) => new([.. Enumerable.Range(0, random.Next(100)).Select(_ => (char)random.Next(random.Next(2) == 0 ? 128 : 65536))]);

    private static byte[] Bytes(Random random)
    {
        var pieces = new[] { "{", "}", "\"alg\":\"HS256\"", ",", "\"exp\":", "1e9", "\"sub\"", ":", "[", "]", "\\u0061", "\"", "null", "\0", "\"\\ud800\"" };
        byte[] json = [.. Enumerable.Range(0, random.Next(12)).SelectMany(_ => Encoding.UTF8.GetBytes(pieces[random.Next(pieces.Length)]))];
        return random.Next(2) == 0 ? json : [.. "{\"alg\":\"HS256\""u8, .. json, (byte)'}'];
    }

    private static string Changed(string token, Random random)
    {
        var text = new StringBuilder(token);
        for (var changes = random.Next(1, 4); changes > 0 && text.Length > 0; changes--)
        {
            var at = random.Next(text.Length);
            switch (random.Next(4))
            {
                case 0:
                    text[at] = (char)random.Next(128);
                    break;
                case 1:
                    text.Remove(at, random.Next(1, Math.Min(8, text.Length - at + 1)));
                    break;
                case 2:
                    text.Insert(at, (char)random.Next(128));
                    break;
                default:
                    text.Insert(at, text.ToString(at, Math.Min(10, text.Length - at)));
                    break;
            }
        }
        return text.ToString();
    }

    private static void Refused(JwtRefusal why, string token) => Assert.Equal(why, Tokens.Judge(token).Refusal);
}

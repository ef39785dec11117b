using System.Runtime.InteropServices;
using SkiaSharp;

namespace Tongdian.Server.Platform.Paper;

/// <summary>
/// A font from which the few characters of one document are taken: 10 MB become some 20 KB. HarfBuzz does it, by the functions of its library that
/// the package with its binaries does not wrap.
/// </summary>
internal sealed unsafe class FontSubset : IDisposable
{
    private readonly SKData font;
    private readonly Handle face;

    /// <summary>Of a font file with one face, which must live as long as this.</summary>
    public FontSubset(SKData font)
    {
        this.font = font;
        // The blob reads where the data lies, and is kept by the face.
        var blob = hb_blob_create((byte*)font.Data, checked((uint)font.Size), HB_MEMORY_MODE_READONLY, 0, 0);
        face = new Handle(hb_face_create(blob, 0), hb_face_destroy);
        hb_blob_destroy(blob);
        hb_face_make_immutable(face.Value);
        if (hb_face_get_glyph_count(face.Value) == 0)
            throw new InvalidDataException("The font cannot be read");
    }

    /// <summary>A font with the glyphs of these characters and nothing else; several documents may be made at once.</summary>
    /// <exception cref="InvalidDataException">The font cannot be taken apart.</exception>
    public byte[] Of(IEnumerable<int> characters)
    {
        using var input = new Handle(hb_subset_input_create_or_fail(), hb_subset_input_destroy);
        var wanted = hb_subset_input_unicode_set(input.Value);
        foreach (var character in characters)
            hb_set_add(wanted, (uint)character);
        // Text is set character by character: rules for joining and turning glyphs are not used.
        var dropped = hb_subset_input_set(input.Value, HB_SUBSET_SETS_DROP_TABLE_TAG);
        foreach (var table in (ReadOnlySpan<string>)["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx"])
            hb_set_add(dropped, Tag(table));
        if (hb_set_allocation_successful(wanted) == 0 || hb_set_allocation_successful(dropped) == 0)
            throw new InvalidOperationException("No room for the characters of a font");
        using var subset = new Handle(hb_subset_or_fail(face.Value, input.Value), hb_face_destroy);
        using var blob = new Handle(hb_face_reference_blob(subset.Value), hb_blob_destroy);
        var bytes = hb_blob_get_data(blob.Value, out var length);
        return length > 0 ? new ReadOnlySpan<byte>(bytes, checked((int)length)).ToArray() : throw new InvalidDataException("The part of the font is empty");
    }

    public void Dispose()
    {
        face.Dispose();
        GC.KeepAlive(font);
    }

    private static uint Tag(string name) => (uint)((name[0] << 24) | (name[1] << 16) | (name[2] << 8) | name[3]);

    /// <summary>Something of HarfBuzz that is given back when it is no longer used. What could not be made is null.</summary>
    private sealed class Handle : SafeHandle
    {
        private readonly Action<nint> free;

        public Handle(nint made, Action<nint> free)
            : base(0, ownsHandle: true)
        {
            this.free = free;
            SetHandle(made);
            if (IsInvalid)
                throw new InvalidDataException("The font cannot be taken apart");
        }

        public override bool IsInvalid => handle == 0;

        public nint Value => handle;

        protected override bool ReleaseHandle()
        {
            free(handle);
            return true;
        }
    }

    private const string Library = "libHarfBuzzSharp";
    private const int HB_MEMORY_MODE_READONLY = 1;
    private const int HB_SUBSET_SETS_DROP_TABLE_TAG = 3;

    [DllImport(Library)]
    private static extern nint hb_blob_create(byte* data, uint length, int mode, nint userData, nint destroy);

    [DllImport(Library)]
    private static extern void hb_blob_destroy(nint blob);

    [DllImport(Library)]
    private static extern byte* hb_blob_get_data(nint blob, out uint length);

    [DllImport(Library)]
    private static extern nint hb_face_create(nint blob, uint index);

    [DllImport(Library)]
    private static extern void hb_face_destroy(nint face);

    [DllImport(Library)]
    private static extern void hb_face_make_immutable(nint face);

    [DllImport(Library)]
    private static extern uint hb_face_get_glyph_count(nint face);

    [DllImport(Library)]
    private static extern nint hb_face_reference_blob(nint face);

    [DllImport(Library)]
    private static extern nint hb_subset_input_create_or_fail();

    [DllImport(Library)]
    private static extern void hb_subset_input_destroy(nint input);

    [DllImport(Library)]
    private static extern nint hb_subset_input_unicode_set(nint input);

    [DllImport(Library)]
    private static extern nint hb_subset_input_set(nint input, int which);

    [DllImport(Library)]
    private static extern void hb_set_add(nint set, uint value);

    [DllImport(Library)]
    private static extern int hb_set_allocation_successful(nint set);

    [DllImport(Library)]
    private static extern nint hb_subset_or_fail(nint face, nint input);
}

using System.Runtime.InteropServices;

namespace PeerFunctional.Runtime.Quic;

/// <summary>The functions of GnuTLS that the transport calls.</summary>
internal sealed unsafe class GnuTls
{
    public const string Library = "libgnutls.so.30";

    /// <summary>A certificate was refused (<c>GNUTLS_E_CERTIFICATE_ERROR</c> is -43).</summary>
    public const int CertificateError = -43;

    public readonly delegate* unmanaged[Cdecl]<nint*, int> AllocateCredentials;
    public readonly delegate* unmanaged[Cdecl]<nint, void> FreeCredentials;
    public readonly delegate* unmanaged[Cdecl]<nint, NativeDatum*, NativeDatum*, int, int> SetKey;
    public readonly delegate* unmanaged[Cdecl]<nint, delegate* unmanaged[Cdecl]<nint, int>, void> SetVerify;
    public readonly delegate* unmanaged[Cdecl]<nint*, byte*, byte**, int> NewPriority;
    public readonly delegate* unmanaged[Cdecl]<nint, void> FreePriority;
    public readonly delegate* unmanaged[Cdecl]<nint*, uint, int> NewSession;
    public readonly delegate* unmanaged[Cdecl]<nint, void> FreeSession;
    public readonly delegate* unmanaged[Cdecl]<nint, nint, int> SetPriority;
    public readonly delegate* unmanaged[Cdecl]<nint, NativeReference*, void> SetPointer;
    public readonly delegate* unmanaged[Cdecl]<nint, NativeReference*> GetPointer;
    public readonly delegate* unmanaged[Cdecl]<nint, int, nint, int> SetCredentials;
    public readonly delegate* unmanaged[Cdecl]<nint, NativeDatum*, uint, uint, int> SetProtocols;
    public readonly delegate* unmanaged[Cdecl]<nint, NativeDatum*, int> GetProtocol;
    public readonly delegate* unmanaged[Cdecl]<nint, int, void> RequestCertificate;
    public readonly delegate* unmanaged[Cdecl]<nint, uint*, NativeDatum*> GetPeers;
    public readonly delegate* unmanaged[Cdecl]<nint, delegate* unmanaged[Cdecl]<nint, byte*, NativeDatum*, int>, void> SetKeyLog;
    public readonly delegate* unmanaged[Cdecl]<nint, NativeDatum*, NativeDatum*, void> GetRandom;

    private readonly delegate* unmanaged[Cdecl]<int, nint> errorText;

    /// <summary>Finds every function; throws <see cref="EntryPointNotFoundException"/> where one is missing.</summary>
    public GnuTls(nint library)
    {
        nint Of(string name) => NativeLibrary.GetExport(library, "gnutls_" + name);

        AllocateCredentials = (delegate* unmanaged[Cdecl]<nint*, int>)Of("certificate_allocate_credentials");
        FreeCredentials = (delegate* unmanaged[Cdecl]<nint, void>)Of("certificate_free_credentials");
        SetKey = (delegate* unmanaged[Cdecl]<nint, NativeDatum*, NativeDatum*, int, int>)Of("certificate_set_x509_key_mem");
        SetVerify = (delegate* unmanaged[Cdecl]<nint, delegate* unmanaged[Cdecl]<nint, int>, void>)Of("certificate_set_verify_function");
        NewPriority = (delegate* unmanaged[Cdecl]<nint*, byte*, byte**, int>)Of("priority_init");
        FreePriority = (delegate* unmanaged[Cdecl]<nint, void>)Of("priority_deinit");
        NewSession = (delegate* unmanaged[Cdecl]<nint*, uint, int>)Of("init");
        FreeSession = (delegate* unmanaged[Cdecl]<nint, void>)Of("deinit");
        SetPriority = (delegate* unmanaged[Cdecl]<nint, nint, int>)Of("priority_set");
        SetPointer = (delegate* unmanaged[Cdecl]<nint, NativeReference*, void>)Of("session_set_ptr");
        GetPointer = (delegate* unmanaged[Cdecl]<nint, NativeReference*>)Of("session_get_ptr");
        SetCredentials = (delegate* unmanaged[Cdecl]<nint, int, nint, int>)Of("credentials_set");
        SetProtocols = (delegate* unmanaged[Cdecl]<nint, NativeDatum*, uint, uint, int>)Of("alpn_set_protocols");
        GetProtocol = (delegate* unmanaged[Cdecl]<nint, NativeDatum*, int>)Of("alpn_get_selected_protocol");
        RequestCertificate = (delegate* unmanaged[Cdecl]<nint, int, void>)Of("certificate_server_set_request");
        GetPeers = (delegate* unmanaged[Cdecl]<nint, uint*, NativeDatum*>)Of("certificate_get_peers");
        SetKeyLog = (delegate* unmanaged[Cdecl]<nint, delegate* unmanaged[Cdecl]<nint, byte*, NativeDatum*, int>, void>)Of("session_set_keylog_function");
        GetRandom = (delegate* unmanaged[Cdecl]<nint, NativeDatum*, NativeDatum*, void>)Of("session_get_random");
        errorText = (delegate* unmanaged[Cdecl]<int, nint>)Of("strerror");
    }

    /// <summary>Throws what a function of GnuTLS says of its result, unless it is not negative.</summary>
    public void Check(int result, string what)
    {
        if (result < 0)
            throw new ArgumentException($"{what}: {Marshal.PtrToStringUTF8(errorText(result))}");
    }
}

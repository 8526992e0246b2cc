// The one function of the library that Rust's programs for Windows 10 ask for, made of an older one.
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID into, ULONG count);

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE into, SIZE_T count) {
    return SystemFunction036(into, (ULONG)count);
}

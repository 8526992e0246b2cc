// Another program that has a file open, as most programs on Windows open one: it may be read by others, not replaced.
// Prints the number of its process, and ends when its standard input does.
#include <stdio.h>
#include <windows.h>

int wmain(int count, wchar_t **words) {
    HANDLE held = NULL;
    if (count > 1) {
        held = CreateFileW(words[1], GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
        if (held == INVALID_HANDLE_VALUE) {
            return 1;
        }
    }
    printf("%lu\n", GetCurrentProcessId());
    fflush(stdout);
    while (getchar() != EOF) {
    }
    return 0;
}

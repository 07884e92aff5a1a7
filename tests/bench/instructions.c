/* instructions.c: a plugin for qemu-user 7.2 (its plugins' interface, version 1): counts the instructions
 * that a program executes, and tells them when it ends. Debian has no header for it: what is used is declared
 * here. */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

typedef uint64_t PluginId;
typedef struct Block Block; /* a translated block: it runs from its first instruction to its last one */

void qemu_plugin_register_vcpu_tb_trans_cb(PluginId id, void (*translated)(PluginId id, Block *block));
size_t qemu_plugin_tb_n_insns(const Block *block);
void qemu_plugin_register_vcpu_tb_exec_inline(Block *block, int operation, void *counter, uint64_t amount);
void qemu_plugin_register_atexit_cb(PluginId id, void (*ended)(PluginId id, void *context), void *context);
int qemu_plugin_install(PluginId id, const void *info, int count, char **arguments);

enum { ADD = 0 };

extern int qemu_plugin_version;
int qemu_plugin_version = 1;
static uint64_t executed;

static void translated(PluginId id, Block *block) {
    (void)id;
    qemu_plugin_register_vcpu_tb_exec_inline(block, ADD, &executed, qemu_plugin_tb_n_insns(block));
}

static void ended(PluginId id, void *context) {
    (void)id, (void)context;
    fprintf(stderr, "%llu instructions\n", (unsigned long long)executed);
}

int qemu_plugin_install(PluginId id, const void *info, int count, char **arguments) {
    (void)info, (void)count, (void)arguments;
    qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
    qemu_plugin_register_atexit_cb(id, ended, NULL);
    return 0;
}

// SPDX-License-Identifier: Apache-2.0
// Reads and parses the files of a list with libyaml's event loop, N times over, on one thread: the floor to compare with.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

static long parse(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) return -1;
  fseek(file, 0, SEEK_END);
  long size = ftell(file);
  rewind(file);
  unsigned char *bytes = malloc(size > 0 ? size : 1);
  size_t count = fread(bytes, 1, size, file);
  fclose(file);
  yaml_parser_t parser;
  yaml_event_t event;
  long events = 0;
  yaml_parser_initialize(&parser);
  yaml_parser_set_input_string(&parser, bytes, count);
  for (int done = 0; !done;) {
    if (!yaml_parser_parse(&parser, &event)) break;
    done = event.type == YAML_STREAM_END_EVENT;
    events++;
    yaml_event_delete(&event);
  }
  yaml_parser_delete(&parser);
  free(bytes);
  return events;
}

int main(int argc, char **argv) {
  int rounds = argc > 2 ? atoi(argv[2]) : 1;
  long events = 0;
  for (int round = 0; round < rounds; round++) {
    FILE *list = fopen(argv[1], "r");
    char path[4096];
    if (!list) return 2;
    while (fgets(path, sizeof path, list)) {
      path[strcspn(path, "\n")] = 0;
      events += parse(path);
    }
    fclose(list);
  }
  printf("%ld events\n", events);
  return 0;
}

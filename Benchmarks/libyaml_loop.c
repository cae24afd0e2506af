// SPDX-License-Identifier: Apache-2.0
// One thread that reads every file of a list and parses it to libyaml's events, N times over.
//
// Usage: libyaml_loop N LIST
// LIST has a path a line. Prints the number of events and the seconds that the loop took (CLOCK_MONOTONIC).
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <yaml.h>

static long parse(const unsigned char *bytes, size_t count, const char *path) {
  yaml_parser_t parser;
  yaml_event_t event;
  long events = 0;
  int done = 0;
  if (!yaml_parser_initialize(&parser)) exit(2);
  yaml_parser_set_input_string(&parser, bytes, count);
  while (!done) {
    if (!yaml_parser_parse(&parser, &event)) {
      fprintf(stderr, "%s: %s\n", path, parser.problem);
      exit(2);
    }
    done = event.type == YAML_STREAM_END_EVENT;
    yaml_event_delete(&event);
    events++;
  }
  yaml_parser_delete(&parser);
  return events;
}

// As sparing as reading can be: one buffer for all files, no look at their sizes beforehand.
static unsigned char *buffer;
static size_t capacity = 1 << 20;

static size_t read_file(const char *path) {
  FILE *file = fopen(path, "rb");
  size_t count = 0, got;
  if (!file) { perror(path); exit(2); }
  setvbuf(file, NULL, _IONBF, 0);
  while ((got = fread(buffer + count, 1, capacity - count, file)) > 0) {
    count += got;
    if (count == capacity) {
      capacity *= 2;
      buffer = realloc(buffer, capacity);
      if (!buffer) exit(2);
    }
  }
  fclose(file);
  return count;
}

int main(int argc, char **argv) {
  char line[4096], **paths = NULL;
  size_t count = 0, room = 0;
  long events = 0;
  struct timespec start, end;
  if (argc != 3) { fprintf(stderr, "usage: %s N LIST\n", argv[0]); return 2; }
  FILE *list = fopen(argv[2], "r");
  if (!list) { perror(argv[2]); return 2; }
  buffer = malloc(capacity);
  clock_gettime(CLOCK_MONOTONIC, &start);
  while (fgets(line, sizeof line, list)) {
    line[strcspn(line, "\n")] = 0;
    if (count == room) paths = realloc(paths, (room = room ? room * 2 : 1024) * sizeof *paths);
    paths[count++] = strdup(line);
  }
  fclose(list);
  for (int round = atoi(argv[1]); round > 0; round--)
    for (size_t index = 0; index < count; index++) events += parse(buffer, read_file(paths[index]), paths[index]);
  clock_gettime(CLOCK_MONOTONIC, &end);
  printf("%ld events %.6f s\n", events, (end.tv_sec - start.tv_sec) + (end.tv_nsec - start.tv_nsec) / 1e9);
  return 0;
}

/* The parser of formulas: recursive descent, straight into the tape.
 *
 *     sum     = product { ("+" | "-") product }
 *     product = signed { ("*" | "/" | nothing) signed }
 *     signed  = ("-" | "+") signed | power
 *     power   = primary [ "^" signed ]
 *     primary = number | variable | constant | function "(" sum { "," sum } ")" | "(" sum ")"
 *
 * Where nothing stands between two factors, the second begins with a letter or a parenthesis.
 * Each recursion passes through `signed`, so that is where nesting is counted. What is constant is
 * computed at once; an exponent such as -2 is then seen to be one. */
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/names.h"
#include "base/number.h"
#include "base/text.h"
#include "math/expr.h"

#include "expr_tape.h"
#include "expr_text.h"

struct parser {
    const char *text;
    const size_t *columns; /* of its bytes */
    size_t at;             /* the byte to read next */
    const char *const *variables;
    size_t variable_count;
    size_t depth; /* of nesting */
    size_t stack; /* operands waiting, were the tape run to here */
    struct expr *expr;
    struct error *err;
};

struct constant {
    const char *name;
    double value;
};

static const struct constant constants[] = {
    {.name = "pi", .value = 3.14159265358979323846},
    {.name = "e", .value = 2.71828182845904523536},
};

/* What a name is cut to in a message. */
#define WORD_SIZE 40

static size_t column(const struct parser *parser, size_t at)
{
    return parser->columns[at];
}

/* The functions and the constants, for "did you mean". */
static const char *known_name(size_t index)
{
    size_t functions = expr_function_count();
    return index < functions ? expr_function_at(index)->name : constants[index - functions].name;
}

static const char *function_name(size_t index)
{
    return expr_function_at(index)->name;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool begins_number(char c)
{
    return is_digit(c) || c == '.';
}

/* The next byte that is not white space; '\0' at the end. */
static char peek(struct parser *parser)
{
    parser->at += strspn(parser->text + parser->at, " \t\r\n");
    return parser->text[parser->at];
}

/* Whether at a place there is the comma of "0,5". */
static bool is_decimal_comma(const char *text, size_t at)
{
    return at > 0 && text[at] == ',' && is_digit(text[at - 1]) && is_digit(text[at + 1]);
}

static bool unexpected(struct parser *parser)
{
    const size_t at = column(parser, parser->at);
    const char *text = parser->text + parser->at;
    const char c = *text;
    if (c == '\0')
        return error_set(parser->err, "column %zu: the formula ends too early", at);
    if ((c > 0 && c < ' ') || c == 0x7f)
        return error_set(parser->err, "column %zu: a control character", at);
    const size_t length = text_character(text, strlen(text));
    if (length == 0)
        return error_set(parser->err, "column %zu: this is not text in UTF-8", at);
    if (is_decimal_comma(parser->text, parser->at))
        return error_set(parser->err, "column %zu: unexpected ','; decimals are written with a '.'",
                         at);
    return error_set(parser->err, "column %zu: unexpected '%.*s'%s", at, (int)length, text,
                     expr_text_instead(text));
}

static bool is_number(const struct node *nodes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (nodes[i].op != OP_NUMBER)
            return false;
    return true;
}

/* Append a node; where all its operands are numbers, its value instead. */
static void emit(struct parser *parser, struct node node)
{
    struct expr *expr = parser->expr;
    size_t operands = node.op <= OP_VARIABLE ? 0 : node.op < OP_ADD ? 1 : 2;
    parser->stack += 1 - operands;
    assert(parser->stack <= EXPR_STACK);
    expr->nodes[expr->count++] = node;
    struct node *first = expr->nodes + expr->count - 1 - operands;
    if (operands > 0 && is_number(first, operands)) {
        double value = expr_run(first, operands + 1, NULL);
        *first = (struct node){.op = OP_NUMBER, .number = value};
        expr->count -= operands;
    }
}

static void emit_op(struct parser *parser, enum op op)
{
    emit(parser, (struct node){.op = op});
}

/* The power of the last two operands; a constant exponent moves into the node. */
static void emit_power(struct parser *parser)
{
    struct expr *expr = parser->expr;
    const struct node *exponent = &expr->nodes[expr->count - 1];
    if (exponent->op != OP_NUMBER) {
        emit_op(parser, OP_POWER);
        return;
    }
    double number = exponent->number;
    expr->count--;
    parser->stack--;
    if (floor(number) == number && fabs(number) < 1e9)
        emit(parser, (struct node){.op = OP_POWER_INTEGER, .exponent = (int)number});
    else
        emit(parser, (struct node){.op = OP_POWER_CONSTANT, .number = number});
}

static bool parse_sum(struct parser *parser);

/* An 'e' is a part of the number only where digits follow: 2e is 2 times e. */
static size_t number_length(const char *text)
{
    size_t length = strspn(text, "0123456789");
    if (text[length] == '.')
        length += 1 + strspn(text + length + 1, "0123456789");
    if (text[length] == 'e' || text[length] == 'E') {
        size_t sign = text[length + 1] == '+' || text[length + 1] == '-';
        size_t digits = strspn(text + length + 1 + sign, "0123456789");
        if (digits > 0)
            length += 1 + sign + digits;
    }
    return length;
}

static bool parse_number(struct parser *parser)
{
    const char *start = parser->text + parser->at;
    size_t length = number_length(start);
    if (start[0] == '.' && !is_digit(start[1]))
        return unexpected(parser);
    struct text digits = {0};
    text_add_bytes(&digits, start, length);
    double value;
    bool ok = number_parse(text_string(&digits), &value);
    text_finish(&digits);
    if (!ok)
        return error_set(parser->err, "column %zu: the number '%.*s' is out of range",
                         column(parser, parser->at), length < WORD_SIZE ? (int)length : WORD_SIZE,
                         start);
    parser->at += length;
    emit(parser, (struct node){.op = OP_NUMBER, .number = value});
    return true;
}

/* Past the ')' that closes the '(' at `open`. */
static bool parse_close(struct parser *parser, size_t open)
{
    char c = peek(parser);
    if (c == '\0')
        return error_set(parser->err, "column %zu: this '(' is never closed", column(parser, open));
    if (c != ')')
        return unexpected(parser);
    parser->at++;
    return true;
}

/* Whether there is one between `from` and here. */
static bool has_decimal_comma(const struct parser *parser, size_t from)
{
    for (size_t i = from; i < parser->at; i++)
        if (is_decimal_comma(parser->text, i))
            return true;
    return false;
}

static bool parse_call(struct parser *parser, const struct function *function, size_t start)
{
    size_t open = parser->at++;
    size_t expected = function->op == OP_CALL ? 1 : 2;
    size_t count = 0;
    for (bool more = peek(parser) != ')'; more; count++) {
        if (!parse_sum(parser))
            return false;
        more = peek(parser) == ',';
        parser->at += more;
    }
    if (!parse_close(parser, open))
        return false;
    if (count != expected)
        return error_set(
            parser->err, "column %zu: %s takes %zu argument%s, not %zu%s", column(parser, start),
            function->name, expected, expected == 1 ? "" : "s", count,
            has_decimal_comma(parser, open) ? "; decimals are written with a '.'" : "");
    if (function->op == OP_POWER)
        emit_power(parser);
    else
        emit(parser, (struct node){.op = function->op, .function = function});
    return true;
}

/* The variables are x, y and z. */
static void list_variables(const struct parser *parser, struct text *list)
{
    size_t count = parser->variable_count;
    if (count == 0)
        text_add(list, "there are no variables");
    else
        text_add(list, count == 1 ? "the variable is " : "the variables are ");
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            text_add(list, i + 1 == count ? " and " : ", ");
        text_add(list, parser->variables[i]);
    }
}

static bool is_variable(const struct parser *parser, char letter)
{
    for (size_t i = 0; i < parser->variable_count; i++)
        if (parser->variables[i][0] == letter && parser->variables[i][1] == '\0')
            return true;
    return false;
}

/* "xy" is x*y, where all of its letters are variables. */
static bool is_product(const struct parser *parser, const char *word)
{
    for (; is_variable(parser, *word); word++)
        ;
    return *word == '\0';
}

static bool say_product(const struct parser *parser, const char *word, size_t start)
{
    struct text product = {0};
    for (size_t i = 0; word[i]; i++)
        text_printf(&product, "%s%c", i > 0 ? "*" : "", word[i]);
    error_set(parser->err, "column %zu: no variable '%s'; for the product write %s",
              column(parser, start), word, text_string(&product));
    text_finish(&product);
    return false;
}

static bool unknown_name(struct parser *parser, const char *word, size_t start, bool called)
{
    char hint[NAMES_HINT_SIZE];
    if (called)
        return error_set(parser->err, "column %zu: no function '%s'%s", column(parser, start), word,
                         names_hint(hint, word, expr_function_count(), function_name));
    if (is_product(parser, word))
        return say_product(parser, word, start);
    names_hint(hint, word, expr_function_count() + ARRAY_LENGTH(constants), known_name);
    if (hint[0] != '\0')
        return error_set(parser->err, "column %zu: no variable '%s'%s", column(parser, start), word,
                         hint);
    struct text list = {0};
    list_variables(parser, &list);
    error_set(parser->err, "column %zu: no variable '%s'; %s", column(parser, start), word,
              text_string(&list));
    text_finish(&list);
    return false;
}

static bool same_word(const char *start, size_t length, const char *name)
{
    return strlen(name) == length && memcmp(start, name, length) == 0;
}

static bool parse_name(struct parser *parser)
{
    size_t start = parser->at, length = 0;
    const char *word = parser->text + start;
    while (is_letter(word[length]) || is_digit(word[length]))
        length++;
    parser->at += length;

    for (size_t i = 0; i < parser->variable_count; i++) {
        if (same_word(word, length, parser->variables[i])) {
            emit(parser, (struct node){.op = OP_VARIABLE, .variable = i});
            return true;
        }
    }
    for (size_t i = 0; i < ARRAY_LENGTH(constants); i++) {
        if (same_word(word, length, constants[i].name)) {
            emit(parser, (struct node){.op = OP_NUMBER, .number = constants[i].value});
            return true;
        }
    }
    bool called = peek(parser) == '(';
    for (size_t i = 0; i < expr_function_count(); i++) {
        const struct function *function = expr_function_at(i);
        if (!same_word(word, length, function->name))
            continue;
        if (!called)
            return error_set(parser->err, "column %zu: %s needs parentheses: %s(...)",
                             column(parser, start), function->name, function->name);
        return parse_call(parser, function, start);
    }
    char cut[WORD_SIZE + 1] = {0};
    memcpy(cut, word, length < WORD_SIZE ? length : WORD_SIZE);
    return unknown_name(parser, cut, start, called);
}

static bool parse_primary(struct parser *parser)
{
    char c = peek(parser);
    if (begins_number(c))
        return parse_number(parser);
    if (is_letter(c))
        return parse_name(parser);
    if (c != '(')
        return unexpected(parser);
    size_t open = parser->at++;
    return parse_sum(parser) && parse_close(parser, open);
}

static bool parse_signed(struct parser *parser)
{
    char c = peek(parser);
    if (parser->depth > EXPR_DEPTH)
        return error_set(parser->err, "column %zu: nested deeper than %d levels",
                         column(parser, parser->at), EXPR_DEPTH);
    parser->depth++;
    if (c == '-' || c == '+') {
        parser->at++;
        if (!parse_signed(parser))
            return false;
        if (c == '-')
            emit_op(parser, OP_NEGATE);
    } else {
        if (!parse_primary(parser))
            return false;
        if (peek(parser) == '^') {
            parser->at++;
            if (!parse_signed(parser))
                return false;
            emit_power(parser);
        }
    }
    parser->depth--;
    return true;
}

static bool parse_product(struct parser *parser)
{
    if (!parse_signed(parser))
        return false;
    for (;;) {
        char c = peek(parser);
        if (begins_number(c))
            return error_set(parser->err, "column %zu: an operator is missing before this number",
                             column(parser, parser->at));
        if (c == '*' || c == '/')
            parser->at++;
        else if (!is_letter(c) && c != '(')
            return true;
        if (!parse_signed(parser))
            return false;
        emit_op(parser, c == '/' ? OP_DIVIDE : OP_MULTIPLY);
    }
}

static bool parse_sum(struct parser *parser)
{
    if (!parse_product(parser))
        return false;
    for (;;) {
        char c = peek(parser);
        if (c != '+' && c != '-')
            return true;
        parser->at++;
        if (!parse_product(parser))
            return false;
        emit_op(parser, c == '+' ? OP_ADD : OP_SUBTRACT);
    }
}

static bool parse(struct parser *parser)
{
    if (peek(parser) == '\0')
        return error_set(parser->err, "column 1: the formula is empty");
    if (!parse_sum(parser))
        return false;
    if (peek(parser) != '\0')
        return unexpected(parser);
    return true;
}

static struct expr *compile(const struct expr_text *plain, const char *const *variables,
                            size_t variable_count, struct error *err)
{
    /* A node comes from a byte of its own, or is the product of two that stand side by side. */
    const size_t most = 2 * plain->bytes.length;
    struct expr *expr = mem_alloc(1, sizeof(*expr) + most * sizeof(expr->nodes[0]));
    struct parser parser = {
        .text = text_string(&plain->bytes),
        .columns = plain->column,
        .variables = variables,
        .variable_count = variable_count,
        .expr = expr,
        .err = err,
    };
    if (!parse(&parser)) {
        expr_destroy(expr);
        return NULL;
    }
    return mem_resize(expr, 1, sizeof(*expr) + expr->count * sizeof(expr->nodes[0]));
}

struct expr *expr_create(const char *text, const char *const *variables, size_t variable_count,
                         struct error *err)
{
    size_t length = strnlen(text, EXPR_LENGTH + 1);
    if (length > EXPR_LENGTH) {
        error_set(err, "column %d: the formula is longer than %d characters", EXPR_LENGTH + 1,
                  EXPR_LENGTH);
        return NULL;
    }
    struct expr_text plain;
    struct expr *expr = NULL;
    if (expr_text_init(&plain, text, err))
        expr = compile(&plain, variables, variable_count, err);
    expr_text_finish(&plain);
    return expr;
}

void expr_destroy(struct expr *expr)
{
    free(expr);
}

// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "robot_files.h"

#include <orrery/robot/description/load_description.h>

using namespace orrery;
using namespace orrery::robot;
using namespace orrery::robot::testing;

/// What xacro files use of Python: lists, dictionaries, their methods, YAML files and $(eval).
class XacroPythonTest : public QObject {
    Q_OBJECT

private slots:
    void values_data();
    void values();
    void eval();
    void yaml_data();
    void yaml();
    void badYaml_data();
    void badYaml();
    void yamlFilesAreFound();
    void messagesAreFindings();
    void tokensAndDicts();
};

void XacroPythonTest::values_data() {
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* expression, const char* text) {
        QTest::newRow(expression) << QString::fromLatin1(expression) << QString::fromLatin1(text);
    };
    row("l[1:3]", "[2, 3]");
    row("l[:-1]", "[1, 2, 3]");
    row("l[-2:]", "[3, 4]");
    row("l[::2]", "[1, 3]");
    row("l[::-1]", "[4, 3, 2, 1]");
    row("l[2:0:-1]", "[3, 2]");
    row("l[5:]", "[]");
    row("l[-9:2]", "[1, 2]");
    row("l[1:][0]", "2");
    row("'hello'[1:3]", "el");
    row("'hello'[::-2]", "olh");
    row("[][:]", "[]");
    row("l[1 if l else 2]", "2");
    row("'a b  c'.split()", "['a', 'b', 'c']");
    row("'a,b'.split(',')[1]", "b");
    row("'-'.join(['a', 'b'])", "a-b");
    row("'aXbX'.replace('X', '_')", "a_b_");
    row("'ab'.upper() + 'CD'.lower()", "ABcd");
    row("' a '.strip()", "a");
    row("'abc'.startswith('ab')", "True");
    row("'abc'.find('c')", "2");
    row("name.upper()", "ARM");
    row("float('1 2 3'.split()[1]) * 2", "4.0");
    row("list(range(1, 7, 2))", "[1, 3, 5]");
    row("list(range(3, 0, -1))", "[3, 2, 1]");
    row("sorted([3, 1, 2])", "[1, 2, 3]");
    row("list(reversed(['a', 'b']))", "['b', 'a']");
    row("any([0, 1]) and not all([0, 1])", "True");
    row("list(zip([1, 2], 'ab'))[1][1]", "b");
    row("[i * v for i, v in enumerate([5, 6])]", "[0, 6]");
    row("[x * 2 for x in l]", "[2, 4, 6, 8]");
    row("[x for x in range(6) if x % 2 and x > 1]", "[3, 5]");
    row("[[x + y for x in [1, 2]] for y in [10, 20]]", "[[11, 12], [21, 22]]");
    row("[x if x > 2 else 0 for x in l]", "[0, 0, 3, 4]");
    row("sum([d[k] for k in d])", "3");
    row("d.a + d['b']", "3");
    row("list(d.keys())", "['a', 'b']");
    row("d.get('c', 7) + d.get('a')", "8");
    row("[k + str(v) for k, v in d.items()]", "['a1', 'b2']");
    row("{'a': {'b': [1, 2]}}['a']['b'][-1]", "2");
    row("l.index(3) + l.count(4)", "3");
    row("[1, 2, 3] if [x for x in []] else 'none'", "none");
}

void XacroPythonTest::values() {
    QFETCH(QString, expression);
    QFETCH(QString, text);
    const std::string body =
        "<xacro:property name=\"l\" value=\"${[1, 2, 3, 4]}\"/><xacro:property name=\"name\" value=\"arm\"/>"
        "<xacro:property name=\"d\" value=\"${{'a': 1, 'b': 2}}\"/><link name=\"l|${" +
        expression.toHtmlEscaped().toStdString() + "}\"/>";
    QCOMPARE(QString::fromStdString(links(body)), "l|" + text);
}

void XacroPythonTest::eval() {
    const std::string arguments = "<xacro:arg name=\"n\" default=\"3\"/><xacro:arg name=\"s\" default=\"a b\"/>";
    QCOMPARE(links(arguments + "<link name=\"$(eval 1 + 2)\"/>"), std::string("3"));
    QCOMPARE(links(arguments + "<link name=\"l$(eval n * 2)$(eval arg('n') + 1)\"/>"), std::string("l64"));
    QCOMPARE(links(arguments + "<link name=\"$(eval s.split()[1] if n > 2 else 'no')\"/>"), std::string("b"));
    QCOMPARE(links(arguments + "<link name=\"$(eval optenv('HOME', 'nobody'))\"/>"), std::string("nobody"));
    QCOMPARE(links(arguments + "<xacro:if value=\"$(eval n == 3)\"><link name=\"yes\"/></xacro:if>"),
             std::string("yes"));
    QVERIFY(links("<link name=\"$(eval env('HOME'))\"/>").find("environment") != std::string::npos);
    QVERIFY(links("<xacro:property name=\"p\" value=\"1\"/><link name=\"$(eval p)\"/>").find("'p' is not defined") !=
            std::string::npos);
}

namespace {

ExpansionOptions withYaml(const std::string& text) {
    ExpansionOptions options;
    options.open = [text](const std::string& name, const std::string&) -> Result<IncludedFile> {
        return IncludedFile{name, text, {}};
    };
    return options;
}

constexpr const char* someYaml = R"(# joints
limits:
  elbow: {lower: !degrees 180/2, upper: 1.5, reach: !millimeters 5, name: "12"}
  wrist: &base {lower: -1, upper: 1}
  hand: {<<: *base, upper: 3}
names: [a, 2.5, true, ~, 'q', 0x10, 010, no, 1e-3]
7: seven
)";

} // namespace

void XacroPythonTest::yaml_data() {
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* expression, const char* text) {
        QTest::newRow(expression) << QString::fromLatin1(expression) << QString::fromLatin1(text);
    };
    row("c['limits']['elbow']['lower']", "1.5707963267948966");
    row("c.limits.elbow.reach", "0.005");
    row("c.limits.elbow.name", "12");
    row("c.limits.elbow.name + 'x'", "12x");
    row("c.limits.hand", "{'lower': -1, 'upper': 3}");
    row("c.names", "['a', 2.5, True, None, 'q', 16, 8, False, 0.001]");
    row("c.names[-1] * 2", "0.002");
    row("c[7]", "seven");
    row("[j for j in c.limits if c.limits[j].upper > 1.2]", "['elbow', 'hand']");
    row("c.get('none', 0)", "0");
    row("load_yaml('x.yaml')['names'][0]", "a");
}

void XacroPythonTest::yaml() {
    QFETCH(QString, expression);
    QFETCH(QString, text);
    const std::string body = "<xacro:property name=\"c\" value=\"${xacro.load_yaml('x.yaml')}\"/><link name=\"l|${" +
                             expression.toHtmlEscaped().toStdString() + "}\"/>";
    QCOMPARE(QString::fromStdString(links(body, withYaml(someYaml))), "l|" + text);
}

void XacroPythonTest::badYaml_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("part");
    QTest::newRow("broken") << "a: [1\nb: 2"
                            << "breaks at line";
    QTest::newRow("unit") << "a: !degrees many"
                          << "'!degrees many' is no number";
    QTest::newRow("deep") << QString("[").repeated(3000) + QString("]").repeated(3000) << "x.yaml";
    QTest::newRow("deep maps") << QString("{a: ").repeated(100) + "1" + QString("}").repeated(100) << "nested";
    QTest::newRow("long") << "[" + QString("1,").repeated(30000) + "1]"
                          << "holds too much";
    QTest::newRow("an anchor in itself") << "a: &x [1, *x]"
                                         << "anchor";
    QString laughs = "a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha]\n";
    for (int i = 1; i < 12; ++i) {
        const QString before = QString("*a%1").arg(i - 1);
        laughs += QString("a%1: &a%1 [%2, %2, %2, %2, %2, %2, %2, %2]\n").arg(i).arg(before);
    }
    QTest::newRow("anchors of anchors") << laughs << "holds too much";
}

void XacroPythonTest::badYaml() {
    QFETCH(QString, text);
    QFETCH(QString, part);
    const auto loaded = expand("<link name=\"${xacro.load_yaml('x.yaml')}\"/>", withYaml(text.toStdString()));
    QVERIFY(!loaded);
    QVERIFY2(loaded.error().message.find("'x.yaml' cannot be read") != std::string::npos,
             describe(loaded.error()).c_str());
    QVERIFY2(loaded.error().message.find(part.toStdString()) != std::string::npos, describe(loaded.error()).c_str());
    QCOMPARE(loaded.error().where, std::string("/robots/test.xacro:3"));
}

void XacroPythonTest::yamlFilesAreFound() {
    const QTemporaryDir folder;
    write(folder, "ws/arm/package.xml", "<package><name>arm</name></package>");
    write(folder, "ws/arm/config/limits.yaml", "upper: 2");
    write(folder, "ws/arm/urdf/near.yaml", "n: 5");
    write(folder, "secret.yaml", "n: 6");
    write(folder, "ws/arm/urdf/arm.urdf.xacro",
          xacroWith("<link name=\"l${xacro.load_yaml('$(find arm)/config/limits.yaml').upper}"
                    "${xacro.load_yaml('near.yaml')['n']}\"/>"));
    const std::string file = folder.filePath("ws/arm/urdf/arm.urdf.xacro").toStdString();
    const auto loaded = loadDescription(file, {{}, {}, false, {}, {}, {}});
    QVERIFY2(loaded.has_value(), loaded ? "" : describe(loaded.error()).c_str());
    QCOMPARE(loaded->description.links.at(0).name, std::string("l25"));
    write(folder, "ws/arm/urdf/arm.urdf.xacro",
          xacroWith("<link name=\"l${xacro.load_yaml('../../../secret.yaml').n}\"/>"));
    const auto outside = loadDescription(file, {{}, {}, false, {}, {}, {}});
    QVERIFY(!outside);
    QVERIFY2(outside.error().message.find("outside") != std::string::npos, describe(outside.error()).c_str());
}

void XacroPythonTest::messagesAreFindings() {
    const auto loaded = expand("<link name=\"a${xacro.warning('mind the gap')}\"/>");
    QVERIFY2(loaded.has_value(), loaded ? "" : describe(loaded.error()).c_str());
    QCOMPARE(loaded->description.links.at(0).name, std::string("a"));
    QVERIFY(findingWith(*loaded, "mind the gap"));
    QVERIFY(links("<link name=\"${xacro.fatal('no such arm')}\"/>").find("no such arm") != std::string::npos);
}

void XacroPythonTest::tokensAndDicts() {
    QCOMPARE(links("<link name=\"${xacro.tokenize('a, b;c')[2]}${xacro.dotify({'k': 1}).k}\"/>"), std::string("c1"));
}

QTEST_APPLESS_MAIN(XacroPythonTest)
#include "tst_xacro_python.moc"

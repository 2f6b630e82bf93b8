package org.trialmap.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of classes and methods of the cells of notebooks. */
class SessionNamesTest {
    @ParameterizedTest
    @CsvSource({"REPL.$JShell$13,REPL.$JShell$,true,true", "REPL.$JShell$13B,REPL.$JShell$,true,true", "REPL.$JShell$7$Subject,REPL.$JShell$$Subject,true,false", "$line3.$read,$line.$read,true,true",
        "$line12.$read$$iw,$line.$read$$iw,true,true", "$line12.$read$$iw$$iw,$line.$read$$iw$$iw,true,true", "$line3.$read$,$line.$read$,true,true",
        "$line3.$read$$iw$Point,$line.$read$$iw$Point,true,false",
        "org.lab.Model$7,org.lab.Model$7,false,false"})
    void classes(String name, String plain, boolean ofSession, boolean cell) {
        assertEquals(plain, SessionNames.plain(name));
        assertEquals(plain.replace('.', '/'), SessionNames.plain(name.replace('.', '/')));
        assertEquals(ofSession, SessionNames.isOfSession(name));
        assertEquals(cell, SessionNames.isCell(name));
    }

    @ParameterizedTest
    @CsvSource({"lambda$do_it$$0,lambda$do_it$$", "lambda$static$12,lambda$static$", "$anonfun$res4$1,$anonfun$res$", "$anonfun$scaled$2,$anonfun$scaled$", "res12,res", "resample,resample", "y,y",
        "$line5$read,$line$read"})
    void members(String name, String plain) {
        assertEquals(plain, SessionNames.plainMember(name));
    }
}

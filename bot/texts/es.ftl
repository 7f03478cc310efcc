# Lo que dice el bot, en español: de «tú» y con las palabras que usa el propio Discord.

## Respuestas

# $sureness: sure, likely o unsure
sureness = { $sureness ->
    [sure] Seguro
    [likely] Probable
   *[unsure] Dudoso
}
answer-refusal = La historia no lo dice.
answer-nearest = Los pasajes más cercanos:
# $question: lo que preguntó el miembro
answer-asked = Pregunta: { $question }
# Dónde está una cita; $number cuenta desde 1.
paragraph = párrafo { NUMBER($number, useGrouping: 0) }
chapter = capítulo { NUMBER($number, useGrouping: 0) }
# $name: del capítulo
chapter-named = capítulo { NUMBER($number, useGrouping: 0) } ({ $name })
# $chapter: «capítulo 3», o el título de lo que no tiene número; $place: «párrafo 12»
place-in-chapter = { $chapter }, { $place }

## Pasajes

matches-none = Ningún pasaje se acerca a esas palabras; prueba con menos o con otras.
matches-exact = Estas mismas palabras
matches-close = Parecido a estas palabras
more-found = Pasaje { NUMBER($number, useGrouping: 0) } de { NUMBER($count, useGrouping: 0) }
button-previous = ← Antes
button-next = Después →
button-more = Más pasajes
# La última línea de una lista cortada; $count: cuántos no cupieron
list-more = … y { $count } más.
edge-previous = Este es el principio de la historia.
edge-next = Este es el final de la historia.

## Resúmenes

# $length: short, medium o long
summary-length = { $length ->
    [short] corto
    [medium] medio
   *[long] largo
}
summary-title = Resumen de { $title }
summary-empty = Esta historia no tiene frases que resumir; añade una con más texto.

## Historias

stories-none = Aquí todavía no hay historias; añade una con `/{ command-story } { command-story-add }`, o pídeselo a quienes gestionan este servidor.
stories-count = { $count ->
    [one] { $count } historia
   *[other] { $count } historias
}
story-size = { $count ->
    [one] { $count } carácter
   *[other] { $count } caracteres
}
# $author y $date de una historia
story-by = de { $author }
story-by-dated = de { $author }, { $date }

## Ayuda

help =
    ### Chapter & Verse
    Respondo preguntas sobre historias con sus propias palabras y te muestro dónde están.
    - `/{ command-ask }` hace una pregunta; con `{ command-ask-private }` solo tú ves la respuesta
    - `/{ command-compare }` pone lo que dicen varias historias una junto a otra
    - `/{ command-summary }` resume una historia con sus propias frases
    - `/{ command-quote }` encuentra los pasajes más cercanos a tus palabras; `/{ command-check }` dice si unas palabras están en una historia y qué cambia
    - `/{ command-said }`, `/{ command-promises }`, `/{ command-threats }`: quién dice qué
    - `/{ command-people }`, `/{ command-timeline }`, `/{ command-map }`: quién es quién, qué pasa y cuándo, quién aparece dónde
    - `/{ command-quiz }` y `/{ command-points }`: un quiz hecho con el texto
    - `/{ command-progress }`: di hasta dónde has leído y no te mostraré nada más allá
    - `/{ command-stories }` muestra lo que he leído
    - `/{ command-story } { command-story-add }`, o «{ menu-add-to-the-library }» en Aplicaciones de un mensaje, añade historias donde puedas; `/{ command-story } { command-story-chapter }`, `{ command-story-replace }` y `{ command-story-remove }` las cambian
    - `/{ command-library }`: de quién son las historias que consultas en los mensajes directos
    - `/{ command-my-data }`, `/{ command-forget-me }`: qué se guarda sobre ti y cómo borrarlo

    También puedes mencionarme con una pregunta, responder a mis respuestas mencionándome o escribirme un mensaje directo; entiendo continuaciones como «¿por qué?». En cualquier mensaje, abre «Aplicaciones» para comprobarlo o preguntar sobre él.
    -# Cada cita se compara con la historia antes de enviarla. Quienes gestionan el servidor me configuran con `/{ command-settings }`.
mention-needed = Discord solo me muestra los mensajes que me mencionan; por favor, mencióname en tu respuesta.

## Errores

error-sorry = Lo siento, algo ha salido mal; inténtalo de nuevo en un minuto, o di a quienes me administran el código { $code }.
error-unusable = Ahora mismo no puedo usar mi biblioteca; quienes me administran encontrarán el motivo en mi registro.
error-library-busy = Otro programa está cambiando mi biblioteca ahora mismo; vuelve a preguntar en un minuto.
error-storage-unavailable = Ahora mismo no puedo acceder a mi biblioteca; vuelve a preguntar en un minuto.
error-memory = Ahora mismo no me cabe todo en la memoria; vuelve a preguntar en un minuto.
error-late = He llegado demasiado tarde para que Discord te lo muestre; inténtalo de nuevo.
late-answer = { $member }, Discord ya no aceptaba esto como respuesta para ti, así que va aquí por separado.
error-busy = { $others ->
    [one] Estoy ocupado con otra pregunta; inténtalo de nuevo en un minuto.
   *[other] Estoy ocupado con otras { $others } preguntas; inténtalo de nuevo en un minuto.
}
error-shed = { $seconds ->
    [one] Ahora mismo preguntan demasiados; la tuya esperó un segundo y no recibió respuesta. Pregunta de nuevo en un minuto.
   *[other] Ahora mismo preguntan demasiados; la tuya esperó { $seconds } segundos y no recibió respuesta. Pregunta de nuevo en un minuto.
}
error-closing = Me están reiniciando; pregunta de nuevo en un minuto.
error-cooling-down = { $seconds ->
    [one] Una pregunta a la vez; vuelve a preguntar en { $seconds } segundo. Quienes gestionan el servidor pueden cambiar la pausa con `/{ command-settings }`.
   *[other] Una pregunta a la vez; vuelve a preguntar en { $seconds } segundos. Quienes gestionan el servidor pueden cambiar la pausa con `/{ command-settings }`.
}
error-quote-mismatch = No pude comprobar una cita con la historia, así que no muestro ninguna; pregunta de nuevo.
error-stale-control = Este botón es de otra versión de mí; pregunta de nuevo.
error-story-gone = Esta historia se eliminó de la biblioteca.
error-no-stories = Aquí todavía no hay historias; añade una con `/{ command-story } { command-story-add }`, o pídeselo a quienes gestionan este servidor.
# $near: nombres parecidos, con comas; $near_count: cuántos
error-story-not-found = { $near_count ->
    [0] No hay ninguna historia llamada «{ $name }»; mira la lista con /{ command-stories }.
   *[other] No hay ninguna historia llamada «{ $name }»; ¿querías decir { $near }?
}
# $names: las historias posibles; $more: cuántas más
error-story-unclear = { $more ->
    [0] Hay varias historias; elige una de ellas: { $names }.
   *[other] Hay varias historias; elige una de ellas: { $names } y { $more } más.
}
error-question = Ahí no veo ninguna pregunta; escríbela con unas pocas palabras.
error-question-no-words = Ahí no hay palabras; indica las que debo buscar.
error-question-too-long = Son más de { $most } caracteres; comprueba solo una parte.
error-nothing-read = Todavía no has empezado esta historia; di con `/{ command-progress }` hasta dónde has leído.
error-no-such-place-paragraph = { $count ->
    [one] Solo hay un párrafo; elige 1.
   *[other] Hay { $count } párrafos; elige uno del 1 al { $count }.
}
error-no-such-place-percent = Ese porcentaje no existe en una historia; elige uno de 0 a 100.
error-no-such-place-chapters = Esta historia no tiene capítulos; elige un párrafo o un porcentaje.
# $first, $last: los números de los capítulos
error-no-such-place-chapter = { $count ->
    [one] Solo hay un capítulo; elige el { $first }.
   *[other] Hay { $count } capítulos; elige uno del { $first } al { $last }.
}
# $chapter: su número; $count: cuántos párrafos tiene
error-no-such-place-chapter-paragraph = { $count ->
    [0] El capítulo { $chapter } no tiene párrafos; elige otro.
    [one] El capítulo { $chapter } solo tiene un párrafo; elige 1.
   *[other] El capítulo { $chapter } tiene { $count } párrafos; elige uno del 1 al { $count }.
}

## Leer direcciones

# $host names the server, $file the page
error-loading-web-address = «{ $address }» no es la dirección de una página; indica una como https://example.com/story.
error-loading-web-scheme = No leo direcciones que empiezan por { $scheme }:; indica la dirección https:// de la página.
error-loading-web-credentials = No leo direcciones que llevan un nombre o una contraseña; quita lo que está antes de la @ delante de { $host }.
error-loading-web-port = Solo leo páginas de los puertos 80 y 443, no del { $port }; guarda la página como archivo y adjúntala.
error-loading-web-private = { $host } no es una máquina de la internet pública, así que no la leo; guarda la página como archivo y adjúntala.
error-loading-web-unknown = No hay ningún servidor llamado { $host }; revisa la dirección.
error-loading-web-unreachable = No puedo conectar con { $host }; revisa la dirección o inténtalo más tarde.
error-loading-web-slow = { $host } no envió la página entera en { $seconds } segundos; inténtalo más tarde, o guarda la página como archivo y adjúntala.
error-loading-web-certificate = { $host } no puede demostrar que es { $host }, porque su certificado no es válido; guarda la página como archivo y adjúntala.
error-loading-web-malformed = { $host } envió algo que no entiendo como página; guarda la página como archivo y adjúntala.
error-loading-web-large = La página de { $host } ocupa más de { $limit } bytes; adjunta como archivo la parte que quieras.
error-loading-web-type = { $host } envió { $type }, que no es texto; indica la dirección de una página web o de un archivo de texto, PDF, EPUB, DOCX, ODT, RTF o ZIP.
error-loading-web-redirects = { $host } lleva a otras direcciones más de { $limit } veces; abre la página en un navegador e indica la dirección en la que acaba.
error-loading-web-downgrade = { $host } lleva de https a una dirección sin cifrar, donde las palabras podrían cambiarse por el camino; indica tú la dirección http:// si te parece bien.
error-loading-web-robots = { $host } pide a los programas que no lean esta página (en su robots.txt); guarda la página como archivo y adjúntala.
error-loading-web-robots-unknown = { $host } no dice si los programas pueden leerlo (su robots.txt falla con el estado { $status }); inténtalo más tarde, o guarda la página como archivo y adjúntala.
error-loading-web-login = { $host } solo muestra esta página a quienes inician sesión; guarda la página como archivo y adjúntala.
error-loading-web-payment = { $host } solo muestra esta página a quienes pagan; guarda la página como archivo y adjúntala.
error-loading-web-forbidden = { $host } no deja que los programas lean esta página; guarda la página como archivo y adjúntala.
error-loading-web-missing = { $host } no tiene ninguna página en esta dirección; revisa la dirección.
error-loading-web-gone = { $host } ha retirado esta página; busca una copia y adjúntala como archivo.
error-loading-web-busy = { $host } recibe ahora demasiadas peticiones; inténtalo dentro de unos minutos.
error-loading-web-broken = { $host } tiene un fallo propio (estado { $status }); inténtalo más tarde.
error-loading-web-status = { $host } responde con el estado { $status } en vez de la página; guarda la página como archivo y adjúntala.
error-loading-web-cancelled = La lectura de { $host } se canceló; añade la dirección otra vez si aún la quieres.
error-loading-web-long = { $file } tiene más de { $limit } caracteres; adjunta como archivo la parte que quieras.
error-loading-web-scripts = { $file } muestra su texto mediante scripts, solo en un navegador; copia el texto en un archivo y adjúntalo.
error-loading-web-subscribers = { $file } muestra el texto entero solo a suscriptores; si lo eres, guarda la página como archivo y adjúntala.
error-loading-web-no-article = { $file } no contiene ningún artículo que pueda distinguir del resto de la página; copia el texto en un archivo y adjúntalo.
error-loading-unreadable = No puedo leer { $file }, así que está dañado o no es lo que dice su nombre; ábrelo en el programa con que se hizo y guárdalo otra vez.
error-loading-unknown-format = No puedo leer { $file }: su nombre no termina en ningún formato que conozca; guárdalo como { $known }.
error-loading-other-kind = { $file } está en realidad en formato { $kind }; cámbiale el nombre a { $right } y vuelve a añadirlo.
error-loading-no-story-kind = { $file } está en realidad en formato { $kind }, que no contiene historias; añade el archivo de la historia misma.
error-loading-old-word = { $file } está en el formato de Word anterior a 2007; guárdalo como .docx y añade ese archivo.
error-loading-damaged = { $file } está dañado o no es lo que dice su nombre; expórtalo o descárgalo otra vez.
error-loading-damaged-text = { $file } es texto UTF-8 dañado (un byte incorrecto en la posición { $position }); expórtalo o descárgalo otra vez.
error-loading-encrypted = { $file } está protegido con contraseña; guárdalo sin ella y vuelve a añadirlo.
error-loading-protected = { $file } tiene protección anticopia (DRM); añade una edición sin ella.
error-loading-entities = { $file } declara entidades XML, que pueden ocultar una bomba; expórtalo otra vez con un programa corriente.
error-loading-packing = { $file } está comprimido de una manera que no leo; comprímelo de nuevo como archivo ZIP corriente.
error-loading-unpacks-too-large = { $file } ocupa descomprimido más de { $limit } bytes; repártelo en varios archivos.
error-loading-too-many-files = { $file } contiene más de { $limit } archivos; repártelos en varios archivos comprimidos.
error-loading-too-long = { $file } tiene más de { $limit } caracteres; repártelo en varias historias.
error-loading-too-large = { $file } ocupa más de { $limit } bytes; repártelo en varios archivos.
error-loading-too-many-pages = { $file } tiene { $pages } páginas y se permiten { $limit }; repártelo en varios archivos.
error-loading-member-too-large = { $file } contiene un archivo de más de { $limit } bytes; divide ese archivo.
error-loading-scan = { $file } contiene imágenes de páginas y nada de texto; pásale antes un reconocimiento de texto (OCR).
error-loading-no-stories = { $file } no contiene ninguna historia; mete en él archivos como .txt, .pdf o .epub.
error-loading-nested = { $file } contiene otro archivo comprimido; descomprímelo y añade lo que contiene.
error-loading-paths = { $file } contiene una ruta o un enlace que lleva fuera de él; comprime los archivos de nuevo.
error-loading-one-name = { $file } contiene { $count } historias, que no pueden compartir un nombre; añádelo sin nombre.
error-loading-no-name = { $file } necesita un nombre legible para la historia; cambia el nombre del archivo o indica uno.
error-loading-long-name = El nombre de la historia de { $file } tiene más de { $limit } caracteres; indica uno más corto.
error-loading-empty = { $file } está vacío; escribe antes la historia en él.
error-loading-no-words = { $file } no contiene palabras; escribe antes la historia en él.
error-loading-encoding = No sé con seguridad en qué codificación está { $file }; guárdalo como UTF-8 y vuelve a añadirlo.
error-loading-control = { $file } contiene un carácter de control en la línea { $line }; quítalo en un editor.
error-loading-binary = { $file } es binario y no texto; guárdalo o expórtalo como texto UTF-8 sin formato.
error-loading-cancelled = { $file } no se ha leído porque se canceló; vuelve a añadirlo cuando quieras.
error-loading-slow = Leer { $file } ha tardado más de { $seconds } segundos; repártelo en archivos más pequeños.
error-loading-memory = Leer { $file } necesita más memoria de la permitida; repártelo en archivos más pequeños.
error-loading-long = { $file } contiene más texto del que puedo leer de una vez; repártelo en archivos más pequeños.
error-loading-deep = { $file } está anidado con demasiada profundidad para mí; guarda sus palabras como texto sin formato.

## Comandos

command-ask = preguntar
command-ask-description = Haz una pregunta sobre las historias; la respuesta es una cita de ellas.
command-ask-question = pregunta
command-ask-question-description = ¿Qué quieres saber?
command-ask-story = historia
command-ask-story-description = La historia sobre la que preguntas; todas si lo dejas vacío
command-ask-private = privado
command-ask-private-description = Si solo tú ves la respuesta
command-summary = resumen
command-summary-description = Resume una historia con sus propias frases.
command-summary-story = historia
command-summary-story-description = La historia que resumir; puede quedar vacío si solo hay una
command-summary-length = longitud
command-summary-length-description = Cuánto mostrar de ella
choice-short = corto
choice-medium = medio
choice-long = largo
command-quote = cita
command-quote-description = Encuentra los pasajes más cercanos a tus palabras.
command-quote-words = palabras
command-quote-words-description = Palabras que están en la historia, o casi
command-quote-story = historia
command-quote-story-description = La historia en la que buscar; todas si lo dejas vacío
command-stories = historias
command-stories-description = Muestra las historias sobre las que puedes preguntar.
command-help = ayuda
command-help-description = Qué hago y cómo preguntarme.

## What is not allowed

denied-asking = Aquí solo pueden preguntar los miembros con uno de estos roles: { $roles }. Quienes gestionan este servidor pueden cambiarlo con `/{ command-settings }`.
denied-changing = Solo quienes pueden gestionar este servidor pueden cambiar esto; pídeselo a alguien de ellos, o un rol que lo permita.
denied-changing-roles = Solo pueden cambiar esto quienes gestionan este servidor o tienen uno de estos roles: { $roles }. Pídeselo a alguien de ellos.
denied-without-server = Esto solo existe en los servidores; úsalo en uno.

## Reading around a quote

button-wider = Más amplio
button-scene = Inicio de la escena
button-match-before = ← Pasaje anterior
button-match-next = Siguiente pasaje →
edge-wider = Esta ya es la historia entera.
edge-widest = Un mensaje no muestra más que esto; sigue leyendo con los otros botones.
edge-scene = Esta escena no tiene frases que mostrar.
edge-beyond = Aún no has leído más allá de aquí; dime hasta dónde has llegado con `/{ command-progress }`.
error-beyond = Eso está más adelante de lo que has leído, o de lo que este canal puede ver; dime hasta dónde has llegado con `/{ command-progress }`.

## Conversations, sharing and judging

answer-understood = Entendido como: { $question }
answer-beyond = Puede que la respuesta esté más adelante de lo que has leído, o de lo que este canal puede ver.
answer-shared = Compartido por { $member }
button-share = Compartir en el canal
button-helped = Me ha servido
button-wrong = No es correcto
thread-name = Respuesta
thread-opening = Respondido en un hilo.
error-shared = Esta respuesta ya está compartida; está en el canal.

## How far somebody has read

command-progress = progreso
command-progress-description = Di hasta dónde has leído; no se te muestra nada de lo que viene después.
command-progress-paragraph = párrafo
command-progress-paragraph-description = El último párrafo que has leído; del capítulo, si lo indicas
command-progress-chapter = capítulo
command-progress-chapter-description = El último capítulo que has leído
command-progress-percent = porcentaje
command-progress-percent-description = Cuánto has leído de la historia
command-progress-whole = entera
command-progress-whole-description = Si la has leído entera: ya no se te oculta nada
command-progress-story = historia
command-progress-story-description = La historia; puede quedar vacío si solo hay una
button-here = Leído hasta aquí
progress-place = { $place } ({ $percent } %)
progress-beginning = el principio
progress-set = A partir de ahora no te muestro nada de **{ $title }** más allá de este punto: { $place }. Vale aquí, en cualquier servidor con esta biblioteca y en los mensajes directos.
progress-none = A partir de ahora no te muestro nada de **{ $title }** hasta que digas hasta dónde has leído.
progress-all = Ahora tienes abierta **{ $title }** entera.
progress-channel-lower = En este canal la lectura de todos termina antes: { $place }. De los dos límites vale el menor; quienes gestionan este servidor pueden cambiarlo con `/{ command-settings }`.
progress-title = Hasta dónde has leído
progress-nothing-set = No has indicado nada; tienes abiertas todas las historias enteras.
progress-of-channel = En este canal no se muestra a nadie más que esto
progress-how = Indícalo con `/{ command-progress }` y un capítulo, un párrafo o ambos, o un porcentaje, o con «{ button-here }» debajo de una cita. Donde coinciden dos límites, vale el menor.
error-several-places = Ahí hay varios lugares; nombra un capítulo, un párrafo o ambos, o un porcentaje.

## Feedback and gaps

judged-helped = Gracias; contado como útil. Pulsa el otro botón para cambiarlo.
judged-wrong = Gracias; contado como incorrecto. Pulsa el otro botón para cambiarlo.
command-gaps = lagunas
command-gaps-description = Las preguntas que las historias no respondieron y las respuestas marcadas como incorrectas.
gaps-title = { $groups ->
    [0] Lagunas
    [one] Lagunas: { $count } en un grupo
   *[other] Lagunas: { $count } en { $groups } grupos de preguntas parecidas
}
gaps-none = No hay ninguna pregunta que mostrar.
gaps-not-kept = Este servidor no guarda los textos de las preguntas, así que no se pueden mostrar lagunas nuevas; quienes lo gestionan pueden activarlo con `/{ command-settings }`.
gaps-untold = { $count ->
    [one] Una más salió mal; el texto de su pregunta no está guardado.
   *[other] { $count } más salieron mal; los textos de sus preguntas no están guardados.
}
gaps-refused = sin respuesta { $count } ×
gaps-wrong = incorrecta { $count } ×
gaps-near = cerca de { $title }, { $place }
gaps-also = También: { $question }
gaps-exported =
    { $count ->
    [one] `gaps.jsonl` contiene una pregunta, para `verse evaluate gaps.jsonl`.
   *[other] `gaps.jsonl` contiene { $count } preguntas, una por línea, para `verse evaluate gaps.jsonl`.
    }
    Cada una dice `"answerable": false`: que la historia no responde, y con razón. Donde una historia sí responde, escribe `true` y añade `"sentences": ["…"]` con las frases que responden, copiadas de la historia al pie de la letra.
button-gaps-before = ← Más grandes
button-gaps-next = Más pequeños →
button-export = Exportar
error-no-gaps = Ya no hay ninguna pregunta que exportar.

## What is stored about a member

command-my-data = mis-datos
command-my-data-description = Muestra lo que está guardado sobre ti.
command-forget-me = olvídame
command-forget-me-description = Borra lo que está guardado sobre ti, aquí o en todas partes.
mine-title = Lo que está guardado sobre ti
mine-nothing = No hay nada guardado sobre ti.
mine-quiz = { $rounds ->
    [one] una ronda del juego; puntos: { $points }
   *[other] { $rounds } rondas del juego; puntos: { $points }
}
mine-feedback = respuestas que has valorado: útiles { $helped }, incorrectas { $wrong }
mine-questions = { $count ->
    [one] una pregunta tuya
   *[other] { $count } preguntas tuyas
}
mine-settings = { $count ->
    [one] tu nombre junto a un ajuste
   *[other] tu nombre junto a { $count } ajustes
}
mine-memory = Solo hasta mi próximo reinicio recuerdo tus últimas preguntas, para que puedas seguir preguntando, el idioma de tu Discord y en qué servidores te he visto. `/{ command-forget-me }` lo borra todo.
forget-ask =
    { $place ->
    [direct] Datos guardados sobre ti en los mensajes directos: { $here }; en total: { $everywhere }.
   *[server] Datos guardados sobre ti en este servidor: { $here }; en todas partes: { $everywhere }.
    }
    Se borran al momento y para siempre; los ajustes que hiciste y las historias que añadiste se quedan, sin tu nombre. Hasta dónde has leído se borra con «{ button-forget-all }», y entonces ya no se te oculta nada.
button-forget-here = { $place ->
    [direct] En los directos
   *[server] En este servidor
}
button-forget-all = En todas partes
forget-done = { $count ->
    [0] No había nada que borrar; lo que recordaba hasta el próximo reinicio también está olvidado.
    [one] Borrado: un dato; lo que recordaba hasta el próximo reinicio también está olvidado.
   *[other] Borrados: { $count } datos; lo que recordaba hasta el próximo reinicio también está olvidado.
}

## Is this in the story?

menu-is-this-in-the-story = ¿Está esto en la historia?
menu-ask-about-this = Preguntar sobre esto
command-check = comprobar
command-check-description = Dice si unas palabras están en la historia y qué cambia; solo lo ves tú.
command-check-words = palabras
command-check-words-description = Las palabras que buscas, como lo que alguien dice que dice la historia
command-check-story = historia
command-check-story-description = La historia en la que buscar; vacío, en todas
form-about = Preguntar sobre este mensaje
field-about-question = Tu pregunta
check-heading = { $standing ->
    [exact] Está en la historia, palabra por palabra
    [nearly] Casi está en la historia: las palabras cambian
   *[not-found] No está en la historia
}
check-differs = { $difference ->
    [case] Solo cambian las mayúsculas.
    [punctuation] Solo cambia la puntuación.
   *[elision] Donde están los puntos se han omitido palabras.
}
check-careful = { $kind ->
    [negation] Cuidado: cambia una negación.
    [number] Cuidado: cambia un número.
    [date] Cuidado: cambia una fecha.
    [name] Cuidado: cambia un nombre.
    [opposite] Cuidado: esto dice lo contrario.
   *[cut-off] Cuidado: en la historia hay una negación justo antes de estas palabras.
}
check-has = { $whose ->
    [own] Tus palabras: «{ $words }».
    [message] El mensaje: «{ $words }».
   *[story] La historia: «{ $words }».
}
check-has-nothing = { $whose ->
    [own] En tus palabras no hay nada ahí.
    [message] En el mensaje no hay nada ahí.
   *[story] En la historia no hay nada ahí.
}
check-differences = Qué cambia:
check-side = { $whose ->
    [own] Tus palabras: { $words }
    [message] El mensaje: { $words }
   *[story] La historia: { $words }
}
check-nothing = nada aquí
check-place = Dónde está:
check-nearest = El pasaje más cercano:
check-checked = Comprobado: { $words }
check-attributed = Ahí se atribuye a { $name }; quién lo dice en la historia lo muestra la cita.
check-beyond = Puede que las palabras también estén más allá de lo que has leído, o de lo que puede verse en este canal.
error-message-without-words = En este mensaje no hay palabras que yo pueda leer; elige uno con texto.

## Who says what, who is who, what happens when

command-said = dicho
command-said-description = Muestra lo que alguien dice en una historia.
command-said-who = quién
command-said-who-description = Alguien de la historia
command-said-story = historia
command-said-story-description = La historia; puede quedar vacío si solo hay una
command-promises = promesas
command-promises-description = Muestra quién promete qué en una historia.
command-promises-who = quién
command-promises-who-description = De quién son las promesas; de todos si lo dejas vacío
command-promises-story = historia
command-promises-story-description = La historia; puede quedar vacío si solo hay una
command-threats = amenazas
command-threats-description = Muestra quién amenaza con qué en una historia.
command-threats-who = quién
command-threats-who-description = De quién son las amenazas; de todos si lo dejas vacío
command-threats-story = historia
command-threats-story-description = La historia; puede quedar vacío si solo hay una
command-people = personajes
command-people-description = Muestra quién es quién en una historia.
command-people-story = historia
command-people-story-description = La historia; puede quedar vacío si solo hay una
command-timeline = cronología
command-timeline-description = Muestra qué pasa y cuándo en una historia.
command-timeline-story = historia
command-timeline-story-description = La historia; puede quedar vacío si solo hay una
command-map = mapa
command-map-description = Dibuja quién aparece y dónde en una historia.
command-map-story = historia
command-map-story-description = La historia; puede quedar vacío si solo hay una
command-map-dark = oscuro
command-map-dark-description = Si la imagen es oscura; lo es si lo dejas vacío
sayings-title = { $kind ->
    [one] { $told ->
        [promised] Lo que promete { $name } en { $title }
        [threatened] Las amenazas de { $name } en { $title }
       *[said] Lo que dice { $name } en { $title }
    }
   *[anybody] { $told ->
        [promised] Promesas en { $title }
        [threatened] Amenazas en { $title }
       *[said] Lo que se dice en { $title }
    }
}
sayings-none = { $kind ->
    [one] { $told ->
        [promised] No encuentro ninguna promesa de { $name } en **{ $title }**.
        [threatened] No encuentro ninguna amenaza de { $name } en **{ $title }**.
       *[said] No encuentro nada que diga { $name } en **{ $title }**.
    }
   *[anybody] { $told ->
        [promised] No encuentro ninguna promesa en **{ $title }**.
        [threatened] No encuentro ninguna amenaza en **{ $title }**.
       *[said] No encuentro nada que se diga en **{ $title }**.
    }
}
saying-act = { $act ->
    [promised] una promesa
    [threatened] una amenaza
   *[said] palabras
}
speaker-guessed = { $says ->
    [words] probablemente **{ $name }**: la historia dice «{ $words }»
   *[nothing] probablemente **{ $name }**: la historia no dice quién
}
speaker-unknown = { $says ->
    [words] no sé quién es: la historia dice «{ $words }»
   *[nothing] la historia no dice quién
}
people-title = { $count ->
    [one] { $count } nombre en { $title }
   *[other] { $count } nombres en { $title }
}
people-none = No encuentro a nadie en **{ $title }**, en lo que tienes abierto de ella.
person-kind = { $kind ->
    [organisation] organización
   *[person] persona
}
person-first = desde el { $place }
person-times = { $count ->
    [one] nombrado una vez
   *[other] nombrado { $count } veces
}
person-introduced = Se presenta como:
person-aliases = También se llama: { $names }
timeline-title = Cuándo pasan las cosas en { $title }, tal como se cuentan
timeline-ordered = En orden de tiempo
timeline-none = No encuentro tiempos en **{ $title }**, en lo que tienes abierto de ella.
event-when = { $reach ->
    [day] { $earliest }
    [between] del { $earliest } al { $latest }
    [since] { $earliest } o después
    [until] { $latest } o antes
   *[unknown] sin fecha en la historia
}
map-title = Quién aparece y dónde en { $title }
error-unknown-person = { $near_count ->
    [0] Nadie en esta historia se llama «{ $who }»; no encuentro a nadie en lo que tienes abierto de ella.
   *[other] Nadie en esta historia se llama «{ $who }»; los nombres más cercanos son: { $near }. Elige uno, o mira `/{ command-people }`.
}

## The quiz

command-quiz = concurso
command-quiz-description = Hace a todos los de aquí preguntas sobre la historia, por puntos.
command-quiz-story = historia
command-quiz-story-description = La historia de la que se pregunta; puede quedar vacío si solo hay una
command-quiz-kind = tipo
command-quiz-kind-description = Qué se pregunta; vacío: un poco de todo
command-quiz-rounds = rondas
command-quiz-rounds-description = Cuántas rondas; vacío: una
choice-missing-word = palabra que falta
choice-who-said = quién lo dice
choice-which-first = qué viene antes
choice-true-or-altered = auténtica o alterada
command-points = puntos
command-points-description = Muestra quién ha ganado cuántos puntos en el concurso.
quiz-ask = { $kind ->
    [missing-word] ¿Qué palabra falta?
    [who-said] ¿Quién dice esto?
    [which-first] ¿Qué viene antes en la historia?
   *[true-or-altered] ¿Lo dice así la historia, o se ha alterado algo?
}
quiz-number = ronda { $number } de { $count }
quiz-rules = { $points ->
    [one] Un punto por la respuesta correcta. Cada cual puede responder una vez; solo tú ves si has acertado.
   *[other] { $points } puntos por la respuesta correcta. Cada cual puede responder una vez; solo tú ves si has acertado.
}
button-quiz-true = La historia lo dice
button-quiz-altered = Se ha alterado
button-quiz-next = Siguiente ronda
quiz-right = ¡Correcto!
quiz-wrong = Esta vez no.
quiz-solution = La respuesta correcta es { $choice }.
quiz-was-true = La historia dice exactamente esto.
quiz-was-altered = La historia no dice esto; se ha alterado algo.
quiz-won = { $points ->
    [one] Ganas { $points } punto.
   *[other] Ganas { $points } puntos.
}
quiz-counted-already = Ya habías respondido a esta ronda; cuenta tu primera respuesta.
quiz-story-says = Lo que dice la historia
quiz-came-first = Esto viene antes
quiz-came-later = Esto viene después
quiz-altered = Alterado, no está en la historia; lo que cambia va en negrita
points-title = Puntos del concurso
points-own = Tus puntos del concurso
points-none = Nadie ha respondido todavía a una ronda; empieza con `/{ command-quiz }`.
points-line = { $rank }. { $member } · { $points ->
    [one] { $points } punto
   *[other] { $points } puntos
} · { $right } de { $rounds } aciertos
error-quiz-too-short = Esta historia es demasiado corta para un concurso, o aún no has leído bastante de ella; elige una más larga o sigue leyendo.
error-quiz-kind = Esta historia da muy poco para este tipo de ronda; elige otro tipo, o déjalo vacío para mezclarlos.
error-quiz-beyond = Esta ronda llega más lejos de lo que has leído, o de lo que puede ver este canal; dime hasta dónde vas con `/{ command-progress }`, o empieza un concurso propio con `/{ command-quiz }`.
error-quiz-changed = La historia ha cambiado desde que se hizo esta ronda, así que ya no cuenta; empieza otra con `/{ command-quiz }`.
error-quiz-went-on = La siguiente ronda ya está más abajo; responde allí.

## The rules of a server

command-settings = ajustes
command-settings-description = Muestra qué reglas valen aquí y por qué; cámbialas si puedes hacerlo.
rules-channel = Reglas en { $channel }
rules-server = Reglas de todo el servidor
rule-name = { $rule ->
    [story] Historia por defecto
    [answers] Dónde van las respuestas
    [listens] Responder a toda pregunta
    [private] Privado por defecto
    [ceiling] Límite de spoilers
    [cooldown] Tiempo de espera
    [askers] Quién puede preguntar
    [adders] Quién puede añadir
    [replacers] Quién puede reemplazar
    [removers] Quién puede quitar
    [changers] Quién puede cambiar reglas
   *[keeps-questions] Guardar preguntas
}
rule-about = { $rule ->
    [story] La historia sobre la que se pregunta cuando nadie nombra otra.
    [answers] Si a una pregunta en un canal se responde allí mismo, en un hilo o en un hilo con el nombre de la pregunta.
    [listens] Si respondo a todo mensaje que sea una pregunta, sin que me mencione. A otros bots, a las respuestas y a las menciones de otras personas no respondo.
    [private] Si solo quien pregunta ve la respuesta a un comando, mientras no diga otra cosa.
    [ceiling] Hasta dónde puede leer este canal una historia: aquí no se muestra a nadie lo que viene después. Elige la historia; deja vacío el formulario para quitar su límite.
    [cooldown] Cuánto espera un miembro entre dos preguntas.
    [askers] Los roles que pueden preguntarme. Quienes gestionan este servidor siempre pueden.
    [adders] Los roles que pueden añadir historias y capítulos, además de quienes gestionan este servidor.
    [replacers] Los roles que pueden reemplazar una historia por una versión corregida, además de quienes gestionan este servidor.
    [removers] Los roles que pueden quitar historias, además de quienes gestionan este servidor.
    [changers] Los roles que pueden cambiar estas reglas, además de quienes gestionan este servidor.
   *[keeps-questions] Si guardo el texto de las preguntas, para la lista de lo que las historias no responden. No guardo ninguno mientras no lo actives, y al desactivarlo se borran.
}
rule-switch = { $state ->
    [on] activado
   *[off] desactivado
}
rule-answers = { $place ->
    [thread] en un hilo
    [named-thread] en un hilo con el nombre de la pregunta
   *[here] en el canal
}
rule-seconds = { $count ->
    [0] ninguno
    [one] { $count } segundo
   *[other] { $count } segundos
}
rule-everyone = { $rule ->
    [askers] todos
   *[changers] solo quienes gestionan este servidor
}
rule-all-stories = todas las historias
rule-story-gone = todas las historias, porque la elegida se eliminó
rule-ceilings = { $count ->
    [0] ninguno
    [one] { $count } historia
   *[other] { $count } historias
}
rule-default = por defecto
rule-set = { $source ->
    [channel] puesto para este canal por { $member } el { $date }
   *[server] puesto para todo el servidor por { $member } el { $date }
}
rule-set-nameless = { $source ->
    [channel] puesto para este canal el { $date }
   *[server] puesto para todo el servidor el { $date }
}
rule-erases = Al desactivarlo **se borra el texto de cada pregunta** que guardo para este servidor, al momento y para siempre. Lo que los miembros dijeron de las respuestas se queda, sin las preguntas.
button-this-channel = Este canal
button-whole-server = Todo el servidor
button-back = Volver
button-turn-on = Activar
button-turn-off = Desactivar
button-as-server = Como en el servidor
button-as-default = Por defecto
button-answers = { $place ->
    [thread] En un hilo
    [named-thread] En un hilo con nombre
   *[here] En el canal
}
button-everyone = { $rule ->
    [askers] Todos
   *[changers] Solo gestores
}
button-seconds = Escribir segundos
button-all-stories = Todas las historias
button-by-name = Por su nombre
button-erase = Desactivar y borrar
placeholder-rule = Cambiar una regla
placeholder-roles = Elegir roles
placeholder-story = Elegir una historia
form-rule = { $rule ->
    [cooldown] Tiempo de espera
    [ceiling] Límite de spoilers de este canal
   *[story] Historia por defecto
}
field-seconds = Segundos entre dos preguntas; 0 sin espera
field-story = Nombre de la historia
field-paragraph = Último párrafo; del capítulo, si lo indicas
field-chapter = Último capítulo (todo vacío: sin límite)
field-percent = O cuánto de ella, en porcentaje
error-no-number = «{ $written }» no es un número; escríbelo con cifras.
error-no-cooldown = Elige entre 0 y { $most } segundos.

## What Discord has to allow

needs-title = Lo que necesito en este canal
needs-nothing = No falta nada.
permission = { $name ->
    [view_channel] Ver canal
    [send_messages] Enviar mensajes
    [read_message_history] Leer el historial de mensajes
    [attach_files] Adjuntar archivos
    [create_public_threads] Crear hilos públicos
   *[send_messages_in_threads] Enviar mensajes en hilos
}
needs = { $place ->
    [channel] Aquí falta **{ $permission }**: Editar canal → Permisos → añade { $me } → permítelo.
   *[server] Falta **{ $permission }**: Ajustes del servidor → Roles → el rol de { $me } → Permisos → actívalo.
}
needs-intent = Discord no me muestra los mensajes que no me mencionan, así que todavía no puedo responder a toda pregunta. Lo arreglan quienes me mantienen: Developer Portal → Bot → Message Content Intent, después `DISCORD_MESSAGE_CONTENT=true` y un reinicio.

## Asking across a library

answer-several = Podrían ser varias historias: { $titles }
placeholder-instead = Preguntar a otra de estas historias
compare-differ = { $kind ->
    [date] Las historias difieren en una fecha: { $sides }
   *[number] Las historias difieren en un número: { $sides }
}
compare-silent = { $count ->
    [one] Esta historia no lo dice: { $titles }
   *[other] Estas historias no lo dicen: { $titles }
}
command-compare = comparar
command-compare-description = Pone las respuestas de varias historias una junto a otra y marca las diferencias.
command-compare-question = pregunta
command-compare-question-description = ¿Qué quieres saber?
command-compare-first = primera
command-compare-first-description = Una historia para comparar; si todas están vacías, las que mejor encajan
command-compare-second = segunda
command-compare-second-description = Una historia para comparar; si todas están vacías, las que mejor encajan
command-compare-third = tercera
command-compare-third-description = Una historia para comparar; si todas están vacías, las que mejor encajan
command-compare-fourth = cuarta
command-compare-fourth-description = Una historia para comparar; si todas están vacías, las que mejor encajan
command-compare-fifth = quinta
command-compare-fifth-description = Una historia para comparar; si todas están vacías, las que mejor encajan

## Filling a library

command-story = historia
command-story-description = Llena esta biblioteca: añade historias y capítulos, los corrige y los quita.
command-story-add = añadir
command-story-add-description = Añade historias de archivos o de una página web.
command-story-add-file1 = archivo1
command-story-add-file1-description = Un archivo de texto, PDF, Word, EPUB, ODT, RTF, HTML o Markdown, o un zip de ellos
command-story-add-address = dirección
command-story-add-address-description = La dirección de una página cuyo artículo se añade
command-story-add-name = nombre
command-story-add-name-description = Cómo llamar a la historia; si queda vacío, como el archivo o la página
command-story-add-file2 = archivo2
command-story-add-file2-description = Otro archivo
command-story-add-file3 = archivo3
command-story-add-file3-description = Otro archivo
command-story-add-file4 = archivo4
command-story-add-file4-description = Otro archivo
command-story-add-file5 = archivo5
command-story-add-file5-description = Otro archivo
command-story-chapter = capítulo
command-story-chapter-description = Añade un capítulo nuevo al final de una historia.
command-story-chapter-story = historia
command-story-chapter-story-description = La historia que continúa
command-story-chapter-file = archivo
command-story-chapter-file-description = Solo el capítulo nuevo, como archivo
command-story-chapter-address = dirección
command-story-chapter-address-description = La dirección de una página con el capítulo nuevo
command-story-replace = reemplazar
command-story-replace-description = Pone una versión corregida en lugar de una historia.
command-story-replace-story = historia
command-story-replace-story-description = La historia que se corrige
command-story-replace-file = archivo
command-story-replace-file-description = La historia entera en su nueva versión, como archivo
command-story-replace-address = dirección
command-story-replace-address-description = La dirección de una página con la historia entera en su nueva versión
command-story-remove = quitar
command-story-remove-description = Quita una historia y todo lo que se hizo con ella.
command-story-remove-story = historia
command-story-remove-story-description = La historia que se quita
command-story-log = registro
command-story-log-description = Muestra quién añadió, corrigió y quitó qué en esta biblioteca.
menu-add-to-the-library = Añadir a la biblioteca
denied-filling = { $rule ->
    [replacers] Solo quienes gestionan este servidor pueden reemplazar historias; pídeselo a alguien de ellos, o un rol que lo permita.
    [removers] Solo quienes gestionan este servidor pueden quitar historias; pídeselo a alguien de ellos, o un rol que lo permita.
   *[adders] Solo quienes gestionan este servidor pueden añadir historias; pídeselo a alguien de ellos, o un rol que lo permita.
}
denied-filling-roles = { $rule ->
    [replacers] Solo pueden reemplazar historias quienes gestionan este servidor o tienen uno de estos roles: { $roles }. Pídeselo a alguien de ellos.
    [removers] Solo pueden quitar historias quienes gestionan este servidor o tienen uno de estos roles: { $roles }. Pídeselo a alguien de ellos.
   *[adders] Solo pueden añadir historias quienes gestionan este servidor o tienen uno de estos roles: { $roles }. Pídeselo a alguien de ellos.
}
denied-cancelling = Solo puede cancelarlo quien lo empezó o quien gestiona este servidor; pídeselo a alguien de ellos.
error-nothing-brought = Ahí no hay nada que añadir; adjunta un archivo, da la dirección de una página, o elige un mensaje con texto.
error-file-large = «{ $file }» es mayor que los { $most } MB que se permiten aquí; divídelo en varios archivos.
error-file-gone = Discord ya no entrega «{ $file }»; adjúntalo otra vez.
error-name-taken = Ya hay una historia que se llama «{ $name }»; elige otro nombre, o pon una versión corregida en su lugar con `/{ command-story } { command-story-replace }`.
error-name-for-one = Un nombre es para una sola historia; añade varias sin nombre.
error-several-stories = «{ $file }» contiene varias historias; trae un archivo con la que quieres decir.
error-one-only = Trae un archivo o una dirección, no ambos.
error-adding-busy = { $others ->
    [one] Estoy añadiendo otra cosa y no caben más en espera; inténtalo de nuevo en unos minutos.
   *[other] Estoy añadiendo otras { $others } cosas y no caben más en espera; inténtalo de nuevo en unos minutos.
}
error-adding-over = Esto ya no se está añadiendo; mira la lista con `/{ command-stories }`.
error-brought-forgotten = Ya no lo tengo; tráelo otra vez con `/{ command-story }`.
error-story-twin-same = Este texto ya está en la biblioteca, como «{ $name }»; pregunta a esa historia.
error-story-twin-nearly = Este es casi el texto de «{ $name }», que ya está en la biblioteca; reemplaza esa historia si es una versión corregida.
error-quota-stories = { $limit ->
    [one] Esta biblioteca tiene como máximo una historia; quítala primero.
   *[other] Esta biblioteca tiene como máximo { $limit } historias; quita una primero.
}
error-quota-characters = Esta biblioteca tiene como máximo { $limit } caracteres; quita primero una historia, o añade una más corta.
error-quota-hour = { $limit ->
    [one] Aquí se puede añadir como máximo una historia por hora; inténtalo más tarde.
   *[other] Aquí se pueden añadir como máximo { $limit } historias por hora; inténtalo más tarde.
}
adding-title = Añadiendo { $name }
adding-title-of = Añadiendo { $name }, { NUMBER($number, useGrouping: 0) } de { NUMBER($count, useGrouping: 0) }
adding-stage = { $stage ->
    [reading] Lo estoy leyendo…
    [segmenting] Leído; busco sus frases…
    [encoding] Leído y dividido; en el índice: { $done } de { $total } pasajes
   *[finishing] En el índice; lo estoy conociendo…
}
adding-waits = { $ahead ->
    [0] Ahora le toca.
    [one] Espera su turno; hay uno antes.
   *[other] Espera su turno; hay { $ahead } antes.
}
adding-left-seconds = { $count ->
    [one] queda más o menos un segundo
   *[other] quedan unos { $count } segundos
}
adding-left-minutes = { $count ->
    [one] queda más o menos un minuto
   *[other] quedan unos { $count } minutos
}
adding-cancelled = Cancelado; no se guardó nada.
adding-paused = Me están reiniciando; esto sigue solo en un minuto.
adding-again = Lo intentaré de nuevo por mi cuenta.
error-adding-aside = Tuve que empezar de nuevo dos veces mientras añadía «{ $name }», así que lo he apartado; tráelo en otra forma, por ejemplo como texto simple, o avisa a quienes me administran.
button-cancel = Cancelar
added-title = { $deed ->
    [appended] Capítulo nuevo: { $title }
    [replaced] Corregida: { $title }
   *[added] Lista: { $title }
}
added-summary = En breve
added-people = Quién aparece
added-questions = Qué puedes preguntarle
added-several = { $count ->
    [0] No se añadió nada
    [one] Se añadió una historia
   *[other] Se añadieron { $count } historias
}
added-not = { $count ->
    [one] Una no se pudo añadir
   *[other] { $count } no se pudieron añadir
}
button-replace = Reemplazarla
adding-choose = Este mensaje trae varias cosas; ¿qué se añade?
placeholder-bring = Elegir qué añadir
bring-all = { $count ->
    [one] El único archivo
   *[other] Los { $count } archivos
}
bring-words = El mensaje mismo: { $words }
removing-title = ¿Quitar { $title }?
removing-about = Su texto, su índice y lo que los miembros dejaron sobre ella se borran al momento y para siempre, también del disco; las citas ya publicadas se quedan donde están.
button-remove = Quitarla
removed = **{ $title }** se quitó, con todo lo que se hizo con ella.
log-title = Qué se hizo en esta biblioteca
log-none = En esta biblioteca aún no se añadió ni se quitó nada.
log-line = { $deed ->
    [appended] { $who } añadió un capítulo a **{ $name }** · { $size }
    [replaced] { $who } reemplazó **{ $name }** · { $size }
    [removed] { $who } quitó **{ $name }** · { $size }
   *[added] { $who } añadió **{ $name }** · { $size }
}
log-somebody = Alguien
usage-stories = Ocupado: { $stories } de { $most } historias
usage-characters = { $characters } de { $most } caracteres
usage-hour = añadidas en la última hora: { $changes } de { $most }
usage-how = Añade una con `/{ command-story } { command-story-add }`, o con «{ menu-add-to-the-library }» en un mensaje.
place-earlier = { $place }, de una versión anterior

## Whose stories direct messages read

command-library = biblioteca
command-library-description = Elige de quién son las historias que consultas en los mensajes directos.
library-of = De la biblioteca de { $server }
library-own = De tus propias historias
library-how = Elige con qué historias respondo en los mensajes directos. En un servidor siempre leo su propia biblioteca, y nadie más que tú ve tus propias historias.
library-nothing-shared = Ahora mismo no compartimos ningún servidor.
library-of-server = En un servidor leo su propia biblioteca, que ningún otro servidor ve. Escríbeme `/{ command-library }` en un mensaje directo para elegir qué historias leo allí.
library-own-count = { $count ->
    [0] ninguna todavía
    [one] una historia
   *[other] { $count } historias
}
library-own-choice = Mis propias historias
placeholder-library = ¿Historias de quién?
direct-left = Ya no compartimos el servidor cuyas historias leías aquí; a partir de ahora leo las tuyas. Elige otras con `/{ command-library }`.
error-library-unchosen = Todavía no tienes historias propias; elige con `/{ command-library }` qué historias leo aquí.
error-not-shared = No compartimos ese servidor; elige otra biblioteca.
error-membership-unknown = Discord no me dice ahora mismo qué servidores compartimos; inténtalo de nuevo en un momento o pregúntame en el servidor.

## What is stored about a member in several libraries

mine-library = { $kind ->
    [own] Tu propia biblioteca
   *[server] { $server }: en los mensajes directos y dondequiera que se lean sus historias
}
mine-own-stories = { $count ->
    [0] ninguna historia
    [one] una historia, que nadie más ve
   *[other] { $count } historias, que nadie más ve
}
mine-own-choice = en los mensajes directos elegiste { $kind ->
    [own] tus propias historias
   *[server] la biblioteca de { $server }
}
mine-orders = { $count ->
    [one] una cosa que quieres añadir: { $names }
   *[other] { $count } cosas que quieres añadir: { $names }
}
mine-deed = { $deed ->
    [added] añadiste «{ $story }»
    [appended] añadiste un capítulo a «{ $story }»
    [replaced] sustituiste «{ $story }»
   *[removed] quitaste «{ $story }»
}, { $date }
forget-own = { $count ->
    [0] «{ button-forget-all }» también borra tu propia biblioteca.
    [one] «{ button-forget-all }» también borra tu propia biblioteca con su única historia.
   *[other] «{ button-forget-all }» también borra tu propia biblioteca con sus { $count } historias.
}
forget-own-done = { $count ->
    [0] Tu propia biblioteca está borrada.
    [one] Tu propia biblioteca está borrada, con su única historia.
   *[other] Tu propia biblioteca está borrada, con sus { $count } historias.
}

// The specification's examples (wiki.open311.org/GeoReport_v2 and /Service_Discovery), with values of our own: a document in JSON
// with the same in XML beside it, and of each answer the fields that it may have.

type Example = { root: string; json: object; xml: string }

export const EXAMPLES: Record<string, Example> = {
  'GET Service List': {
    root: 'services',
    json: [
      {
        service_code: '0301',
        service_name: 'Rubbish',
        description: 'Bins & bags that nobody took away for <2 days>.',
        metadata: false,
        type: 'realtime',
        keywords: '垃圾堆积, Rubbish',
        group: 'Sanitation',
      },
      {
        service_code: '0201',
        service_name: 'Neighbour dispute',
        description: 'Noise',
        metadata: true,
        type: 'blackbox',
        keywords: 'Dispute',
        group: 'Dispute',
      },
    ],
    xml: `<services>
        <service>
          <service_code>0301</service_code><service_name>Rubbish</service_name>
          <description>Bins &amp; bags that nobody took away for &lt;2 days&gt;.</description>
          <metadata>false</metadata><type>realtime</type><keywords>垃圾堆积, Rubbish</keywords><group>Sanitation</group>
        </service>
        <service>
          <service_code>0201</service_code><service_name>Neighbour dispute</service_name><description>Noise</description>
          <metadata>true</metadata><type>blackbox</type><keywords>Dispute</keywords><group>Dispute</group>
        </service>
      </services>`,
  },
  'GET Service Definition': {
    root: 'service_definition',
    json: {
      service_code: '0402',
      attributes: [
        {
          variable: true,
          code: 'SURFACE',
          datatype: 'singlevaluelist',
          required: true,
          datatype_description: null,
          order: 1,
          description: 'What is the road made of?',
          values: [
            { key: '1', name: 'Asphalt' },
            { key: '2', name: 'Earth' },
          ],
        },
      ],
    },
    xml: `<service_definition><service_code>0402</service_code>
        <attributes><attribute>
          <variable>true</variable><code>SURFACE</code><datatype>singlevaluelist</datatype><required>true</required>
          <datatype_description/><order>1</order><description>What is the road made of?</description>
          <values>
            <value><key>1</key><name>Asphalt</name></value>
            <value><key>2</key><name>Earth</name></value>
          </values>
        </attribute></attributes>
      </service_definition>`,
  },
  'POST Service Request': {
    root: 'service_requests',
    json: [{ service_request_id: '5A6B7C8D9E0F', service_notice: 'Within two days.', account_id: null }],
    xml: `<service_requests><request>
        <service_request_id>5A6B7C8D9E0F</service_request_id>
        <service_notice>Within two days.</service_notice><account_id/>
      </request></service_requests>`,
  },
  'GET service_request_id from a token': {
    root: 'service_requests',
    json: [{ service_request_id: '20260301-00001', token: 'ABCD-EFGH' }],
    xml: `<service_requests><request>
        <service_request_id>20260301-00001</service_request_id><token>ABCD-EFGH</token>
      </request></service_requests>`,
  },
  'no Service Requests': { root: 'service_requests', json: [], xml: '<service_requests></service_requests>' },
  Errors: {
    root: 'errors',
    json: [
      { code: 403, description: 'api_key is not known' },
      { code: 400, description: 'and the rest' },
    ],
    xml: `<errors>
        <error><code>403</code><description>api_key is not known</description></error>
        <error><code>400</code><description>and the rest</description></error>
      </errors>`,
  },
  'Service Discovery': {
    root: 'discovery',
    json: {
      changeset: '2026-03-01 08:00',
      contact: 'Call us',
      key_service: 'Ask us',
      endpoints: [
        {
          specification: 'http://wiki.open311.org/GeoReport_v2',
          url: 'https://county.example/open311/v2',
          changeset: '2026-03-01 08:00',
          type: 'test',
          formats: ['text/xml', 'application/json'],
        },
      ],
    },
    xml: `<discovery>
        <changeset>2026-03-01 08:00</changeset><contact>Call us</contact><key_service>Ask us</key_service>
        <endpoints><endpoint>
          <specification>http://wiki.open311.org/GeoReport_v2</specification>
          <url>https://county.example/open311/v2</url><changeset>2026-03-01 08:00</changeset><type>test</type>
          <formats><format>text/xml</format><format>application/json</format></formats>
        </endpoint></endpoints>
      </discovery>`,
  },
}

/** The fields of a request that is asked for, in the order of the specification. */
export const REQUEST_FIELDS = [
  'service_request_id',
  'status',
  'status_notes',
  'service_name',
  'service_code',
  'description',
  'agency_responsible',
  'service_notice',
  'requested_datetime',
  'updated_datetime',
  'expected_datetime',
  'address',
  'address_id',
  'zipcode',
  'lat',
  'long',
  'media_url',
]

/** A time of the W3C's note, with its zone. */
export const W3C_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/
